import fs from 'node:fs';
import promises from 'node:fs/promises';

type Operation = 'rename' | 'rm' | 'unlink';

const operations: readonly Operation[] = ['rename', 'rm', 'unlink'];
const reasons = ['EPERM', 'EBUSY'] as const;

/** Has file operations fail as on Windows while a virus scanner or Excel has the file. */
export class LockedFiles {
  /** How many operations have failed. */
  failures = 0;
  #calls = 0;
  readonly #restore: (() => void)[] = [];

  /** @param isLocked says of the n-th operation, from 1, whether it fails; every second one does by default */
  constructor(isLocked: (nth: number, path: string) => boolean = (nth) => nth % 2 === 1) {
    const check = (path: string): void => {
      this.#calls += 1;
      if (!isLocked(this.#calls, path)) return;
      const code = reasons[this.failures % reasons.length] ?? 'EPERM';
      this.failures += 1;
      throw Object.assign(new Error(`${code}: the test blocks ${path}`), { code });
    };
    for (const name of operations) {
      this.#replace(
        promises,
        name,
        (real) =>
          (...given) =>
            Promise.resolve().then(() => {
              check(String(given[0]));
              return real(...given);
            }),
      );
      this.#replace(fs, `${name}Sync`, (real) => (...given) => {
        check(String(given[0]));
        return real(...given);
      });
    }
  }

  /** Lets operations succeed again. */
  release(): void {
    for (const restore of this.#restore.splice(0)) restore();
  }

  #replace(
    module: object,
    name: string,
    wrap: (real: (...given: unknown[]) => unknown) => (...given: unknown[]) => unknown,
  ): void {
    const real = Reflect.get(module, name) as (...given: unknown[]) => unknown;
    Reflect.set(module, name, wrap(real.bind(module)));
    this.#restore.push(() => Reflect.set(module, name, real));
  }
}

/** Has every second rename and delete of a block's tests fail once. */
export function withLockedFiles(): () => LockedFiles {
  let locked: LockedFiles | undefined;
  beforeEach(() => {
    locked = new LockedFiles();
  });
  afterEach(() => locked?.release());
  return () => {
    if (!locked) throw new Error('No test runs.');
    return locked;
  };
}
