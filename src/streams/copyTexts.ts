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

/** A shell that a command is written for. */
export type Shell = 'posix' | 'powershell';

const shells: Readonly<Record<Shell, { readonly curl: string; readonly token: string }>> = {
  posix: { curl: 'curl', token: '$DOMO_TOKEN' },
  // PowerShell has its own command named curl.
  powershell: { curl: 'curl.exe', token: '$env:DOMO_TOKEN' },
};

/** A command that reads a stream or an execution. The token is in a variable that the user sets. */
export function curlCommand(
  origin: string,
  streamId: number,
  execution: Pick<Execution, 'executionId'> | undefined,
  shell: Shell,
): string {
  const { curl, token } = shells[shell];
  const path = execution
    ? `/streams/${streamId}/executions/${execution.executionId}`
    : `/streams/${streamId}?fields=all`;
  return [
    `${curl} --silent --show-error`,
    `-H "X-DOMO-Developer-Token: ${token}"`,
    "-H 'Accept: application/json'",
    `'${origin}/api/data/v1${path}'`,
  ].join(' ');
}
