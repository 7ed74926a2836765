/** The least and the most that a number may be. */
interface Limits {
  readonly least: number;
  readonly most: number;
}

/** What the manifest says of the numbers that may be set, by their names below `domoStreams.`. */
export const numberLimits = {
  'upload.partSizeMiB': { least: 1, most: 100 },
  'upload.concurrency': { least: 1, most: 16 },
  'upload.retries': { least: 0, most: 20 },
  'tree.pageSize': { least: 10, most: 500 },
  'executions.pollSeconds': { least: 1, most: 300 },
  'request.timeoutSeconds': { least: 1, most: 600 },
} as const satisfies Record<string, Limits>;

/** The value, or the limit that it is beyond; undefined where it is no number. */
export function within(value: unknown, { least, most }: Limits): number | undefined {
  if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
  return Math.min(most, Math.max(least, value));
}
