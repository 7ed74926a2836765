import assert from 'node:assert/strict';
import { commandLink, plainText } from '../../../src/vscode/ui/plainText';

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
