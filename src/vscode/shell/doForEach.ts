import { textOfError } from '../../base/errorTexts';
import { Limiter } from '../../base/limit';
import { text, type Text, type TextValue } from '../../base/text';
import { DomoError } from '../../domo/http/errors';
import { withStatus } from './notify';

/** Calls at once, where many things are selected. */
const callsAtOnce = 4;

interface Naming<T> {
  /** Of the progress that is shown. */
  readonly title: string;
  readonly nameOf: (target: T) => TextValue;
  /** Where some of several could not be deleted; why is that of the first. */
  readonly failedText: (failed: number, total: number, why: Text) => Text;
}

/**
 * Does the same to each, a few at a time. One that fails does not keep the others from it.
 * @throws the failure of the only one; else a DomoError that says how many failed, and why the first did
 */
export async function doForEach<T>(
  targets: readonly T[],
  task: (target: T) => Promise<void>,
  { title, nameOf: name, failedText }: Naming<T>,
): Promise<void> {
  const limiter = new Limiter(callsAtOnce);
  const results = await withStatus(title, () =>
    Promise.allSettled(targets.map((target) => limiter.run(() => task(target)))),
  );
  const failed = results.flatMap((result, index) => {
    const target = targets[index];
    return result.status === 'rejected' && target
      ? [{ target, reason: result.reason as unknown }]
      : [];
  });
  const [first] = failed;
  if (!first) return;
  if (targets.length === 1) throw first.reason;
  const why = text('{0}: {1}', name(first.target), textOfError(first.reason));
  const message = failedText(failed.length, targets.length, why);
  throw new DomoError('badRequest', message, { cause: first.reason });
}
