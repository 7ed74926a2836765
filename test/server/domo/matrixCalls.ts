import type { DomoClient } from '../../../src/domo/client';
import type { UploadRoute } from '../../../src/domo/api/executions';
import { outcomeOf } from '../../../src/domo/api/model';

/** A stream with an open execution, for one case alone. */
export interface Subject {
  readonly streamId: number;
  readonly executionId: number;
  readonly uploadId: string | undefined;
}

export interface MatrixCall {
  /** The call's name in messages. */
  readonly named: (subject: Subject) => string;
  /** What has to be there first. */
  readonly prepare?: (client: DomoClient, subject: Subject) => Promise<unknown>;
  readonly make: (client: DomoClient, subject: Subject) => Promise<unknown>;
  /** What a call that writes has left on the server; another value than before where it took effect. */
  readonly left?: (client: DomoClient, subject: Subject) => Promise<unknown>;
  /** A success without a body is one too. */
  readonly needsNoBody?: boolean;
  /** Says that the server has no such call, instead of failing. */
  readonly toleratesMissing?: boolean;
  readonly hasBody?: boolean;
}

const row = Buffer.from('1\n');
const part = {
  contentType: 'text/csv',
  length: row.length,
  open: () => [row],
};

const stream = ({ streamId }: Subject): string => `/streams/${streamId}`;
const execution = (subject: Subject): string =>
  `${stream(subject)}/executions/${subject.executionId}`;
const routes: Record<UploadRoute, (subject: Subject) => string> = {
  data: (subject) => `${stream(subject)}/data/${subject.uploadId ?? subject.executionId}`,
  executions: execution,
};

const readsOf = (client: DomoClient): DomoClient['executions'] => client.executions;
const stateOf = async (client: DomoClient, { streamId, executionId }: Subject): Promise<unknown> =>
  (await readsOf(client).get(streamId, executionId)).currentState;
/** A commit is taken at once, and shows a little later. */
const laterStateOf: typeof stateOf = async (client, subject) => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  return stateOf(client, subject);
};
const foundOf = async (found: Promise<unknown>): Promise<boolean> =>
  found.then(
    () => true,
    () => false,
  );

/** Commits what is there, and counts its rows. */
async function rowsOf(client: DomoClient, subject: Subject): Promise<number> {
  const { streamId, executionId } = subject;
  const end = { action: 'commit', route: 'auto' } as const;
  const isCommitted = await foundOf(client.finalize(streamId, subject, end));
  // Where no part has come there is nothing to commit.
  if (!isCommitted) return 0;
  for (;;) {
    const now = await client.executions.get(streamId, executionId);
    if (outcomeOf(now.currentState, now.endedAt) !== 'running' || now.rowsInserted)
      return now.rowsInserted ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const page = { limit: 10, offset: 0 };

const reads: Record<string, MatrixCall> = {
  'list streams': {
    named: () => 'GET /streams?limit=10&offset=0',
    make: ({ streams }) => streams.list(page),
    needsNoBody: true,
  },
  'read streams in bulk': {
    named: (subject) => `GET /streams/bulk?streamId=${subject.streamId}`,
    make: ({ streams }, { streamId }) => streams.bulk([streamId]),
    needsNoBody: true,
  },
  'search streams': {
    named: () => 'GET /streams/search?q=transport.type:API',
    make: ({ streams }) => streams.search('transport.type', 'API'),
    needsNoBody: true,
  },
  'read a stream': {
    named: (subject) => `GET ${stream(subject)}?fields=all`,
    make: ({ streams }, { streamId }) => streams.get(streamId),
  },
  'read the latest execution id': {
    named: (subject) => `GET /streams/state/${subject.streamId}`,
    make: ({ streams }, { streamId }) => streams.latestExecutionId(streamId),
    needsNoBody: true,
    toleratesMissing: true,
  },
  'list executions': {
    named: (subject) => `GET ${stream(subject)}/executions?limit=10&offset=0`,
    make: ({ executions }, { streamId }) => executions.list(streamId, page),
    needsNoBody: true,
  },
  'read an execution': {
    named: (subject) => `GET ${execution(subject)}`,
    make: ({ executions }, { streamId, executionId }) => executions.get(streamId, executionId),
  },
};

const writes: Record<string, MatrixCall> = {
  'create a stream': {
    named: () => 'POST /streams',
    make: ({ streams }, { streamId }) =>
      streams.create({ transport: { type: 'API' }, dataSource: { name: `From ${streamId}` } }),
    left: async ({ streams }, { streamId }) =>
      (await streams.search('dataSource.name', `From ${streamId}`)).length,
    hasBody: true,
  },
  'update a stream': {
    named: (subject) => `PUT ${stream(subject)}`,
    make: ({ streams }, { streamId }) =>
      streams.update(streamId, { dataSource: { description: 'New.' } }),
    left: async ({ streams }, { streamId }) => (await streams.get(streamId)).description,
    needsNoBody: true,
    hasBody: true,
  },
  'delete a stream': {
    named: (subject) => `DELETE ${stream(subject)}`,
    make: ({ streams }, { streamId }) => streams.delete(streamId),
    left: ({ streams }, { streamId }) => foundOf(streams.get(streamId)),
    needsNoBody: true,
  },
  'create an execution': {
    named: (subject) => `POST ${stream(subject)}/executions`,
    make: ({ executions }, { streamId }) => executions.create(streamId, {}),
    left: async ({ executions }, { streamId }) => (await executions.list(streamId, page)).length,
    hasBody: true,
  },
  'update an execution': {
    named: (subject) => `PUT ${execution(subject)}`,
    make: ({ executions }, { streamId, executionId }) =>
      executions.update(streamId, executionId, { updateMethod: 'REPLACE' }),
    left: async ({ executions }, { streamId, executionId }) =>
      (await executions.get(streamId, executionId)).updateMethod,
    needsNoBody: true,
    hasBody: true,
  },
  'delete an execution': {
    named: (subject) => `DELETE ${execution(subject)}`,
    make: ({ executions }, { streamId, executionId }) => executions.delete(streamId, executionId),
    left: ({ executions }, { streamId, executionId }) =>
      foundOf(executions.get(streamId, executionId)),
    needsNoBody: true,
  },
};

const parts = (['data', 'executions'] as const).flatMap((route): [string, MatrixCall][] => [
  [
    `send a part by the route ${route}`,
    {
      named: (subject) => `PUT ${routes[route](subject)}/${route === 'data' ? 'parts' : 'part'}/1`,
      make: ({ executions }, subject) =>
        executions.putPart(subject.streamId, subject, { route, number: 1, body: part }),
      left: rowsOf,
      needsNoBody: true,
      hasBody: true,
    },
  ],
  ...(['commit', 'abort'] as const).map((action): [string, MatrixCall] => [
    `${action} by the route ${route}`,
    {
      named: (subject) => `PUT ${routes[route](subject)}/${action}`,
      make: ({ executions }, subject) =>
        executions.finalize(subject.streamId, subject, { route, action }),
      ...(action === 'commit' && {
        prepare: ({ executions }: DomoClient, subject: Subject) =>
          executions.putPart(subject.streamId, subject, { route, number: 1, body: part }),
      }),
      left: laterStateOf,
      needsNoBody: true,
      hasBody: action === 'abort',
    },
  ]),
]);

/** Every call of the client. */
export const matrixCalls: Readonly<Record<string, MatrixCall>> = {
  ...reads,
  ...writes,
  ...Object.fromEntries(parts),
};
