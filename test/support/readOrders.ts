// Prints a stream's name. Usage: node readOrders.js <origin> <token> [no-system]
import { clientOf } from './domoSandbox';

async function main(): Promise<void> {
  const [origin = '', token = '', flag] = process.argv.slice(2);
  const proxy = { strictSsl: true, systemCertificates: flag !== 'no-system' };
  const client = clientOf(origin, token, { proxy });
  process.stdout.write((await client.streams.get(101)).name ?? '');
  await client.close();
}

void main();
