import assert from 'node:assert/strict';
import {
  boxText,
  labelText,
  logText,
  markdownText,
  oneLine,
  plainLines,
  plainText,
  withoutAddresses,
} from '../../../src/base/plainText';
import { commandLink } from '../../../src/vscode/shell/commandOf';
import { hostileNames, unplain } from '../../support/hostileNames';

/** As VS Code finds links in messages and boxes. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** As VS Code finds icons in quick picks, boxes and the status bar; one behind a backslash shows as text. */
const icon = /(?<!\\)\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;
/** As Markdown finds addresses that nobody marked as links. */
const address = /(?:https?|ftp):\/\/|www\.|[\w.+-]+@\w/i;
/** A character that Markdown could take for its own. */
const markdownSyntax = /(?<!\\)[!#&()*+.:<=>@[\]_`{|}~-]/;

const names = Object.entries(hostileNames);

describe('Plain text', () => {
  it('is one bounded line without control, direction and invisible characters', () => {
    for (const [what, name] of names) {
      for (const show of [oneLine, labelText, boxText, markdownText])
        assert.doesNotMatch(show(name), unplain, `${show.name}, ${what}`);
      assert.ok(oneLine(name).length <= 1000, what);
    }
    assert.equal(oneLine('👩‍👩‍👧 مرحبا'), '👩‍👩‍👧 مرحبا');
  });

  it('keeps the lines of a longer text, but not all of them', () => {
    assert.equal(plainLines('a\u001b[2J\n b\u202e \n\nc'), 'a [2J\nb\n\nc');
    assert.equal(plainLines('a\n'.repeat(10_000)).split('\n').length, 41);
  });

  it('has no links in a message', () => {
    for (const [what, name] of names) assert.doesNotMatch(plainText(name), link, what);
    assert.match(hostileNames.commandLink, link);
    assert.match(hostileNames.webLink, link);
    assert.equal(plainText('plain [brackets] (and more)'), 'plain [brackets] (and more)');
  });

  it('has no icons in a label', () => {
    for (const [what, name] of names) assert.doesNotMatch(labelText(name), icon, what);
    assert.equal(labelText('$(trash) $(sync~spin) $5 (x)'), '\\$(trash) \\$(sync~spin) $5 (x)');
    assert.equal(labelText('\\$(trash)'), '\\$(trash)');
  });

  it('has neither in a box', () => {
    for (const [what, name] of names) {
      assert.doesNotMatch(boxText(name), link, what);
      assert.doesNotMatch(boxText(name), icon, what);
    }
  });

  it('has no syntax, addresses or icons in Markdown', () => {
    for (const [what, name] of names) {
      const shown = markdownText(name);
      assert.doesNotMatch(shown.replaceAll('&#36;', ''), markdownSyntax, what);
      assert.doesNotMatch(shown, address, what);
      assert.ok(!shown.replaceAll('&#36;', '').includes('$'), what);
    }
    assert.equal(markdownText('a.b (2) 👩‍👩‍👧 ü $5'), 'a\\.b \\(2\\) 👩‍👩‍👧 ü &#36;5');
    assert.equal(markdownText('abcdef', 4), 'abc…');
  });

  it('has no control codes in the log, but the lines of a stack', () => {
    for (const [what, name] of names)
      assert.doesNotMatch(logText(name), /(?!\n)\p{Cc}|[\u2028\u202e]/u, what);
    assert.equal(logText('Error: a\n\tat b\r\n'), 'Error: a\n\tat b \n');
  });

  it('has no addresses if they are taken out', () => {
    for (const name of [hostileNames.address, hostileNames.bareHost, hostileNames.mail]) {
      assert.match(name, address);
      assert.doesNotMatch(withoutAddresses(name), address);
    }
  });
});

describe('A link to a command', () => {
  it('is found in a message, with its argument, and counts as a click', () => {
    const text = commandLink('Pause', 'upload.pause', { uploadId: 'a) b' });
    const [, label, target] = link.exec(text) ?? [];
    assert.equal(label, 'Pause');
    const query = decodeURIComponent(target?.split('?')[1] ?? '');
    assert.deepEqual(JSON.parse(query), [{ uploadId: 'a) b', ask: true }]);
  });
});
