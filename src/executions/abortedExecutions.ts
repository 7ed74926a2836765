/** What became of the executions of a stream that were active. */
export interface AbortedExecutions {
  readonly aborted: number[];
  readonly failed: number[];
  /** How many older executions were not checked; absent if all were. */
  readonly unchecked?: number;
}
