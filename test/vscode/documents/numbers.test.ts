import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { closeEditors, saves, setText, show, streamUri } from '../../support/vscode/editors';
import { invoke } from '../../support/vscode/instance';
import { withWebServer } from '../../support/vscode/webServer';

describe('A number that JavaScript would round', () => {
  afterEach(closeEditors);

  const stream = (description: string, large: string): string =>
    `{"id":7,"dataSource":{"description":"${description}","large":${large}}}`;

  it('is shown, saved and read back as it is written', async () => {
    const written: string[] = [];
    let body = stream('old', '9007199254740993');
    await withWebServer(
      (request, response) => {
        response.setHeader('content-type', 'application/json');
        const isList = request.url?.includes('?limit') ?? false;
        if (request.method !== 'PUT') return void response.end(isList ? '[]' : body);
        void text(request).then((sent) => {
          written.push(sent);
          body = `{"id":7,${sent.slice(1)}`;
          response.end();
        });
      },
      async (url) => {
        const { id } = await invoke('connection.add', { url, token: 'a token' });
        const document = await show(streamUri(String(id), 7));
        assert.match(document.getText(), /"large": 9007199254740993\n/);
        await setText(document, document.getText().replace('old', 'new'));
        assert.equal(await saves(document), true);
        await setText(document, document.getText().replace('0993', '0995'));
        assert.equal(await saves(document), true);
        await closeEditors();
        await invoke('connection.remove', { connectionId: id });
      },
    );
    const sent = [stream('new', '9007199254740993'), stream('new', '9007199254740995')];
    assert.deepEqual(
      written,
      sent.map((each) => each.replace('"id":7,', '')),
    );
  });
});
