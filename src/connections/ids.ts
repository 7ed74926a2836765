/** Names one stream. */
export interface StreamIds {
  readonly connectionId: string;
  readonly streamId: number;
}

/** Names one execution. */
export interface ExecutionIds extends StreamIds {
  readonly executionId: number;
}

/** IDs of which some may still have to be chosen. */
export type Open<Ids> = { readonly [Name in keyof Ids]?: Ids[Name] | undefined };
