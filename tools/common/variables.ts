/** The environment variables by which the commands here talk to their children. */
export const variables = {
  /** The file that a mocha run writes its counts to. */
  countsFile: 'DOMO_STREAMS_TEST_COUNTS',
  /** The file that takes a mocha run's report in place of the console. */
  outputFile: 'DOMO_STREAMS_TEST_OUTPUT',
  /** `even` or `odd`: the turn of a benchmark's round. */
  round: 'DOMO_STREAMS_BENCH_ROUND',
  /** The VS Code version to test in. */
  version: 'DOMO_STREAMS_VSCODE_VERSION',
  /** The running sandbox that the built-in connection attaches to: JSON with `url` and `token`. */
  sandbox: 'DOMO_STREAMS_SANDBOX',
} as const;
