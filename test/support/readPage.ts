// Prints what a page of streams holds, or why it can't be read. Usage: node readPage.js <origin>
import { clientOf } from './domoSandbox';

async function main(): Promise<void> {
  const [origin = ''] = process.argv.slice(2);
  const client = clientOf(origin, 'token');
  const words = await client.readStreamPage({ limit: 100, offset: 0 }).then(
    ({ items, unreadable }) => `${items.length} streams, ${unreadable.length} unreadable`,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  process.stdout.write(words);
  await client.close();
}

void main();
