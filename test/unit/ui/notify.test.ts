import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

describe('Messages to people', () => {
  it('are shown in one place, which makes no link of names and of answers', () => {
    const source = join(process.cwd(), 'src');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
    const shows = /\bshow(Information|Warning|Error)Message\b|ProgressLocation\.Notification/;
    const showing = files
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => shows.test(readFileSync(join(source, file), 'utf8')));
    assert.deepEqual(showing, [join('vscode', 'ui', 'notify.ts')]);
  });
});
