/** Epochs below are seconds: as milliseconds they would be in 1973 or before. */
const leastMilliseconds = 1e11;

/** An instant that Domo gives in epoch seconds, whole or not, or in milliseconds. @returns milliseconds */
export function epochMilliseconds(epoch: number): number {
  return epoch > leastMilliseconds ? epoch : epoch * 1000;
}
