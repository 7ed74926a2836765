import type { WriteCall } from '../http/caller';
import type { Dialect } from './dialect';
import type { ExecutionUploadIds, UploadCalls } from './executions';
import { searchKeys } from './model';
import { executionReaders, streamReaders } from './schemas';
import type { PageRequest } from './streams';

/** The API of instances: the specification's calls, and those that clients of live instances use. */
export const instanceDialect: Dialect = {
  basePath: '/api/data/v1',
  searchKeys,
  streams: streamReaders,
  executions: executionReaders,
  streamCalls: {
    list: (page) => `/streams?${pageQuery(page)}`,
    bulk: (streamIds) => `/streams/bulk?streamId=${streamIds.join(',')}`,
    // Clients of live instances send the colon bare; it is legal in a query.
    search: (key, sought) => `/streams/search?q=${key}:${encodeURIComponent(sought)}`,
    // Live clients send `fields=all` to get every section; the specification's server ignores it.
    get: (streamId) => `${streamPath(streamId)}?fields=all`,
    create: (body) => ({ method: 'POST', path: '/streams', body }),
    update: (streamId, body) => put(streamPath(streamId), body),
    delete: (streamId) => ({ method: 'DELETE', path: streamPath(streamId) }),
    history: (streamId) => `${streamPath(streamId)}/history/aggregate`,
    latestExecutionId: (streamId) => `/streams/state/${streamId}`,
  },
  executionCalls: {
    create: (streamId, body) => ({
      method: 'POST',
      path: `${streamPath(streamId)}/executions`,
      body,
    }),
    list: (streamId, page) => `${streamPath(streamId)}/executions?${pageQuery(page)}`,
    get: executionPath,
    update: (streamId, executionId, body) => put(executionPath(streamId, executionId), body),
    delete: (streamId, executionId) => ({
      method: 'DELETE',
      path: executionPath(streamId, executionId),
    }),
  },
  uploadRoutes: {
    data: uploadCalls('parts', (streamId, execution) => {
      return `${streamPath(streamId)}/data/${dataIdOf(execution)}`;
    }),
    executions: uploadCalls('part', (streamId, { executionId }) =>
      executionPath(streamId, executionId),
    ),
  },
};

/** The calls of a route, which differ in where the parts are. */
function uploadCalls(
  partName: string,
  pathOf: (streamId: number, execution: ExecutionUploadIds) => string,
): UploadCalls {
  return {
    part: (streamId, execution, { number, body }) =>
      put(`${pathOf(streamId, execution)}/${partName}/${number}`, body),
    commit: (streamId, execution) => put(`${pathOf(streamId, execution)}/commit`),
    // The body that live clients send; a commit has none.
    abort: (streamId, execution, message) =>
      put(`${pathOf(streamId, execution)}/abort`, { category: 'CONNECTOR', message }),
  };
}

function put(path: string, body?: WriteCall['body']): WriteCall {
  return { method: 'PUT', path, body };
}

/**
 * The specification's `dataId`: the execution's `uploadId`, the id of the DataSet's new data version
 * (inferred from live samples), else the execution's own id.
 */
function dataIdOf(execution: ExecutionUploadIds): string {
  return encodeURIComponent(execution.uploadId ?? String(execution.executionId));
}

function streamPath(streamId: number): string {
  return `/streams/${streamId}`;
}

function executionPath(streamId: number, executionId: number): string {
  return `${streamPath(streamId)}/executions/${executionId}`;
}

function pageQuery({ limit, offset }: PageRequest): string {
  return `limit=${limit}&offset=${offset}`;
}
