// What the benchmark runs in the extension host: uploads of 8 MiB to the built-in sandbox by command.
import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { variables } from '../common/variables';
import { secondsOf, type Row } from './report';
import { writeSampleFile } from './sampleFile';

const mebibytes = 8;
const rounds = 5;
/** The sandbox's stream without a schema. */
const streamId = 105;

/** What VS Code calls. */
export async function run(): Promise<void> {
  const file = join(tmpdir(), `domo-streams-bench-${process.pid}.csv`);
  writeSampleFile(file, mebibytes * 1024 * 1024, 5);
  const { id: connectionId } = await vscode.commands.executeCommand<{ id: string }>(
    'domoStreams.connection.addSandbox',
    {},
  );
  const upload = () =>
    vscode.commands.executeCommand('domoStreams.file.upload', {
      ...{ uris: [file], connectionId, streamId, updateMethod: 'REPLACE', header: true },
    });
  for (let round = 1; round <= rounds; round += 1) {
    const seconds = await secondsOf(() => Promise.resolve(upload()));
    const row: Row = {
      what: `upload in VS Code, round ${round}`,
      mebibytes,
      commandSeconds: seconds,
    };
    appendFileSync(process.env[variables.outputFile] ?? '', `${JSON.stringify(row)}\n`);
  }
}
