import { Limiter } from '../../base/limit';
import { withGiven, type Invocation } from './invocation';

/** At once, if many rows are selected. */
const atOnce = 4;

/** Does the same for each selected row, by the rules of `onEach`. */
export function forSelection<G, R>(
  invocation: Invocation<G>,
  task: (one: Invocation<G>) => Promise<R>,
): Promise<R | R[]> {
  return onEach(invocation.all, (given) => task(withGiven(invocation, given)));
}

/**
 * Does the same with each item. One that fails doesn't keep the others from it.
 * @returns the result, or a list for several items
 * @throws the failure of the first that failed
 */
export async function onEach<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
): Promise<R | R[]> {
  const limiter = new Limiter(atOnce);
  const runs = items.map((item) => limiter.run(() => task(item)));
  await Promise.allSettled(runs);
  const results = await Promise.all(runs);
  const [only] = results;
  return results.length === 1 && only !== undefined ? only : results;
}
