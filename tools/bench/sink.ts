// A server that takes an upload and throws its bytes away: as fast as Node can, so that it hides
// little of what is measured. Tells its parent its address, and ends with it.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

let receivedBytes = 0;

const server = createServer((request, response) => {
  drain(request, () => {
    const isCommit = (request.url ?? '').endsWith('/commit');
    if (request.url === '/received') {
      response.end(String(receivedBytes));
      receivedBytes = 0;
      return;
    }
    const state = isCommit || request.method === 'GET' ? 'SUCCESS' : 'ACTIVE';
    response.setHeader('content-type', 'application/json');
    const execution = { streamId: 1, executionId: 1, uploadId: 1, currentState: state };
    const isList = /executions\?|state\//.test(request.url ?? '');
    response.end(JSON.stringify(isList ? [] : execution));
  });
});

/** Only bodies of parts and of peers count. */
function drain(request: IncomingMessage, done: () => void): void {
  request.on('data', (chunk: Buffer) => {
    receivedBytes += chunk.length;
  });
  request.on('end', done);
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}`);
});
process.on('disconnect', () => process.exit());
