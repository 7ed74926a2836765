import assert from 'node:assert/strict';
import {
  commandLink,
  messageText,
  oneLine,
  pickLabel,
  plainText,
} from '../../../src/vscode/ui/plainText';

/** As VS Code finds links in the text of a notification. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)\)/i;

describe('The text of a notification', () => {
  it('makes no link of a name, whatever it holds', () => {
    const name = 'sales [click](command:workbench.action.quit) [x](https://example.com)';
    assert.match(name, link);
    assert.doesNotMatch(plainText(name), link);
    assert.equal(plainText('plain [brackets] (and more)'), 'plain [brackets] (and more)');
  });

  it('has links where they are meant', () => {
    const text = commandLink('Pause', 'domoStreams.upload.pause', { uploadId: 'a) b' });
    const [, label, target] = link.exec(text) ?? [];
    assert.equal(label, 'Pause');
    const query = decodeURIComponent(target?.split('?')[1] ?? '');
    assert.deepEqual(JSON.parse(query), [{ uploadId: 'a) b' }]);
  });
});

describe('Text from the server', () => {
  it('is one line, and turns no text around it', () => {
    assert.equal(oneLine(' a\r\n\tb\u0000c\u202Ed '), 'a b cd');
    assert.equal(oneLine('👩‍👩‍👧 مرحبا'), '👩‍👩‍👧 مرحبا');
  });

  it('makes no icons in a pick', () => {
    assert.equal(pickLabel('$(trash) $(sync~spin) $5 (x)'), '\\$(trash) \\$(sync~spin) $5 (x)');
    assert.equal(pickLabel('\\$(trash)'), '\\$(trash)');
  });

  it('makes no links in a message', () => {
    assert.equal(messageText('[a]\n(b) [c](command:d)'), '[a] (b) [c]\u200b(command:d)');
  });
});
