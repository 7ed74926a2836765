import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Step {
  readonly id: string;
  readonly description: string;
  readonly completionEvents: string[];
  readonly media: { readonly image: Readonly<Record<string, string>> };
}

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly contributes: {
    readonly commands: { command: string }[];
    readonly walkthroughs: { id: string; steps: Step[] }[];
  };
}

const root = process.cwd();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const strings = JSON.parse(read('package.nls.json')) as Record<string, string>;
const { commands, walkthroughs } = manifest.contributes;
const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);

/** The command of the button at a step's end. */
function actionOf({ description }: Step): string | undefined {
  const text = strings[description.replaceAll('%', '')] ?? '';
  return /\n\[[^\]]+\]\(command:([\w.]+)\)$/.exec(text)?.[1];
}

describe('The walkthrough', () => {
  it('ends each step in a command of the extension', () => {
    assert.equal(steps.length, 6);
    for (const step of steps)
      assert.ok(
        commands.some(({ command }) => command === actionOf(step)),
        step.id,
      );
  });

  it('ticks each step by its command, or by what the source tells', () => {
    const source = read('src/vscode/integrations/firstSteps.ts');
    for (const step of steps)
      for (const event of step.completionEvents) {
        const [kind, name = ''] = event.split(':');
        if (kind === 'onCommand') assert.equal(name, actionOf(step));
        else
          assert.ok(
            source.includes(`setContext('${name.replace('domoStreams.', '')}', true)`),
            event,
          );
      }
  });

  it('is opened from the welcome view', () => {
    const link = `${manifest.publisher}.${manifest.name}#${walkthroughs[0]?.id ?? ''}`;
    assert.ok(strings['welcome.streams']?.includes(encodeURIComponent(JSON.stringify(link))));
  });

  it('has a picture of each step for each kind of theme', () => {
    for (const { media } of steps) {
      assert.deepEqual(Object.keys(media.image), ['dark', 'light', 'hc', 'hcLight']);
      for (const path of Object.values(media.image)) assert.ok(existsSync(join(root, path)), path);
    }
  });
});
