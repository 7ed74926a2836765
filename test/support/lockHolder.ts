// Holds a stream of a ledger, as a window of the editor does, until its standard input ends. It prints one
// line: `held`, or the message of the refusal. Usage: node lockHolder.js <ledger> <connection ID> <stream ID>
import { join } from 'node:path';
import { StreamLocks } from '../../src/uploads/queue/streamLocks';

const [, , directory = '', connectionId = '', streamId = ''] = process.argv;
const stream = { connectionId, streamId: Number(streamId) };

new StreamLocks(join(directory, 'locks')).hold(stream, 'Orders').then(
  () => console.log('held'),
  (error: unknown) => console.log(String(error)),
);
process.stdin.resume();
