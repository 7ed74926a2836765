import type { ExecutionCalls, ExecutionsDialect, UploadRoute } from './executions';
import type { SearchKey } from './model';
import type { StreamCalls, StreamsDialect } from './streams';

/**
 * How one kind of server is talked to: paths, methods, and bodies. A call or a route that it lacks is one
 * that it can't do.
 */
export interface Dialect extends StreamsDialect, ExecutionsDialect {
  /** Begins the path of every request, such as `/api/data/v1`. */
  readonly basePath: string;
}

/** Something that only some dialects can do. Menus hide what the dialect of a connection can't do. */
export type Capability =
  | `streams.${keyof StreamCalls}`
  | `executions.${keyof ExecutionCalls}`
  | `search.${SearchKey}`
  | `upload.${UploadRoute}`;

/** All that a dialect can do. */
export function capabilitiesOf(dialect: Dialect): ReadonlySet<Capability> {
  const { streamCalls, executionCalls, searchKeys, uploadRoutes } = dialect;
  const names = {
    streams: Object.keys(streamCalls),
    executions: Object.keys(executionCalls),
    search: searchKeys,
    upload: Object.keys(uploadRoutes),
  };
  const all = Object.entries(names).flatMap(([area, each]) =>
    each.map((name) => `${area}.${name}`),
  );
  return new Set(all as Capability[]);
}
