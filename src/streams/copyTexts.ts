import type { Execution, Stream } from '../domo/api/model';

/** The page of a stream's DataSet in Domo; undefined where the DataSet is not known. */
export function dataSetPage(
  origin: string,
  { dataSourceId }: Pick<Stream, 'dataSourceId'>,
  page: 'overview' | 'history' = 'overview',
): string | undefined {
  if (dataSourceId === undefined) return undefined;
  return `${origin}/datasources/${encodeURIComponent(dataSourceId)}/details/${page}`;
}

/** What a shell command reads, without the token: that stands in a variable of the person's own. */
export function curlCommand(
  origin: string,
  streamId: number,
  execution?: Pick<Execution, 'executionId'>,
): string {
  const path = execution
    ? `/streams/${streamId}/executions/${execution.executionId}`
    : `/streams/${streamId}?fields=all`;
  return [
    'curl --silent --show-error',
    '-H "X-DOMO-Developer-Token: $DOMO_TOKEN"',
    "-H 'Accept: application/json'",
    `'${origin}/api/data/v1${path}'`,
  ].join(' ');
}
