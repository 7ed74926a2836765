// npm run pictures: takes the film of the README and the pictures of the walkthrough from the running
// extension; `-- film` or `-- walkthrough` only that. `-- states [dark] [narrow] …` takes each view and
// state, to be looked at, in all looks or in the named ones.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../common/commandError';
import { repositoryRoot } from '../common/paths';
import { runMain } from '../common/processes';
import { UiSession } from '../../test/support/ui/session';
import { filmMainFlow } from './mainFlow';
import { takeStates } from './states';
import { takeWalkthroughPictures } from './walkthrough';

const kinds: Readonly<Record<string, (session: UiSession) => Promise<void>>> = {
  walkthrough: takeWalkthroughPictures,
  film: filmMainFlow,
};

async function main(): Promise<number> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'states') {
    await takeStates(rest);
    return 0;
  }
  const chosen = first === undefined ? Object.keys(kinds) : [first, ...rest];
  const unknown = chosen.find((name) => !Object.hasOwn(kinds, name));
  if (unknown !== undefined)
    throw new CommandError(
      `No pictures "${unknown}". There are: ${[...Object.keys(kinds), 'states'].join(', ')}.`,
    );
  mkdirSync(join(repositoryRoot, 'media', 'readme'), { recursive: true });
  for (const name of chosen) await takeKind(name);
  return 0;
}

async function takeKind(name: string): Promise<void> {
  const session = await UiSession.start();
  try {
    await kinds[name]?.(session);
  } finally {
    await session.close();
  }
}

runMain(main);
