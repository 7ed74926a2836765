import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface WrittenBody {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Passes every request on to another server, and keeps the JSON bodies of those that write. */
export class Recorder {
  readonly written: WrittenBody[] = [];

  private constructor(
    private readonly target: string,
    private readonly server: Server,
  ) {}

  static async start(target: string): Promise<Recorder> {
    const server = createServer();
    const recorder = new Recorder(target, server);
    server.on('request', (incoming, response) => {
      recorder.#pass(incoming).then(
        async (answer) => {
          const body = await buffer(answer);
          response.writeHead(answer.statusCode ?? 500, answer.headers).end(body);
        },
        // A connection that breaks behind the recorder breaks before it.
        () => response.destroy(),
      );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return recorder;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  async #pass(incoming: IncomingMessage): Promise<IncomingMessage> {
    const { method = 'GET', url = '/', headers } = incoming;
    const body = await buffer(incoming);
    if (method !== 'GET' && headers['content-type'] === 'application/json') {
      const path = url.replace('/api/data/v1/streams', '');
      this.written.push({ method, path, body: JSON.parse(body.toString('utf8')) as unknown });
    }
    const outgoing = request(this.target + url, { method, headers });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return answer;
  }
}
