/** How often a test with random cases repeats them: a few times, or as often as `DOMO_STREAMS_FUZZ` says more. */
export function rounds(few: number): number {
  const times = Number(process.env['DOMO_STREAMS_FUZZ'] ?? 1);
  if (!(times >= 1)) throw new Error('DOMO_STREAMS_FUZZ is not a number of 1 or more.');
  return Math.round(few * times);
}
