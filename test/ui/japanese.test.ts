import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UiSession } from '../support/ui/session';
import type { Workbench } from '../support/ui/workbench';

const startMinutes = 15;

describe('In Japanese', () => {
  let session: UiSession;
  let workbench: Workbench;

  before(async function () {
    this.timeout(startMinutes * 60_000);
    session = await UiSession.start();
    workbench = await session.openWorkbench({ language: 'ja', theme: 'light' });
  });

  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.isFailed()) await workbench.screenshot(`failed-${currentTest.title}`);
  });

  after(() => session.close());

  /** @param rules none take the faults back */
  async function setFaults(...rules: object[]): Promise<void> {
    const { url, token } = session.sandbox;
    const headers = { 'X-DOMO-Developer-Token': token, 'content-type': 'application/json' };
    const body = JSON.stringify(rules);
    const answer = await fetch(`${url}/sandbox/faults`, { method: 'PUT', headers, body });
    assert.ok(answer.ok, await answer.text());
  }

  it('the tree tells its connections, streams and executions', async () => {
    await workbench.openViewContainer('Domo Streams');
    await workbench.view('ストリーム').waitFor();
    await workbench.expand(/^接続 Sandbox、/);
    const orders = workbench.treeItem(/^ストリーム Orders、/);
    await orders.locator('.monaco-tl-twistie').click();
    await workbench
      .treeItem(/^実行 \d+, SUCCESS, [\d,]+ 行, .*前$/)
      .first()
      .waitFor();
    await workbench.screenshot('japanese-tree');
  });

  it('an upload says what will happen, and what came of it', async () => {
    await workbench.openViewContainer('Explorer');
    const file = workbench.treeItem('sample-orders.csv');
    await workbench.chooseFromMenu(file, 'ストリームにアップロード…');
    await workbench.quickInput.waitFor(/データセット名の一部/);
    await workbench.quickInput.type('orders');
    await workbench.quickInput.pickOnly(/^Orders/);
    await workbench.quickInput.option(/sample-orders.csv をアップロード/).waitFor();
    await workbench.quickInput.option(/データセットの現在の [\d,]+ 行を破棄します。/).waitFor();
    await workbench.screenshot('japanese-preflight');
    await workbench.quickInput.pick(/sample-orders.csv をアップロード/);
    await workbench.notification(/送信 500 行 · Domo に 500 行/).waitFor();
    await workbench.openViewContainer('Domo Streams');
    await workbench.treeItem(/^Orders への sample-orders.csv のアップロード: 完了、/).waitFor();
    await workbench.screenshot('japanese-uploads');
  });

  it('what the engine refuses is told, though it comes from a bundle of its own', async () => {
    writeFileSync(join(session.workspace, 'narrow.csv'), 'id,name\n1,one\n');
    await workbench.openViewContainer('Explorer');
    await workbench.chooseFromMenu(workbench.treeItem('narrow.csv'), 'ストリームにアップロード…');
    await workbench.quickInput.waitFor(/データセット名の一部/);
    await workbench.quickInput.type('orders');
    await workbench.quickInput.pickOnly(/^Orders/);
    const told = workbench.notification(
      /narrow.csv は 2 列ですが、ストリームのスキーマは 8 列です。/,
    );
    await told.getByRole('button', { name: 'その行を開く' }).waitFor();
    await workbench.screenshot('japanese-refusal');
  });

  it('a failure of a call is told, though the client is a bundle of its own', async () => {
    await setFaults({ path: '**/executions*', status: 401 });
    await workbench.openViewContainer('Domo Streams');
    const stream = workbench.treeItem(/^ストリーム Salesforce/).first();
    await stream.locator('.monaco-tl-twistie').click();
    await workbench.treeItem(/^Domo がトークンを拒否しました。/).waitFor();
    await workbench.screenshot('japanese-failure');
    await setFaults();
  });

  it('a field of a document is explained', async () => {
    await workbench.treeItem(/^ストリーム Orders、/).click();
    await workbench.editorTab('Orders.stream.json').waitFor();
    const line = workbench.page.locator('.view-line', { hasText: '"description"' }).first();
    await line.hover({ position: { x: 60, y: 8 } });
    await workbench.page
      .locator('.monaco-hover', { hasText: 'データセットの内容の説明。' })
      .waitFor();
    await workbench.screenshot('japanese-document');
  });

  it('the history of a stream is told, page and chart', async () => {
    const orders = workbench.treeItem(/^ストリーム Orders、/);
    await workbench.chooseFromMenu(orders, '実行履歴を表示');
    const page = workbench.page
      .locator('iframe.webview.ready')
      .last()
      .contentFrame()
      .frameLocator('iframe#active-frame');
    await page.getByRole('heading', { name: 'Orders の実行履歴' }).waitFor();
    await page.getByRole('columnheader', { name: '所要時間' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'ja');
    await workbench.screenshot('japanese-history');
    await page.locator('tr[data-execution]').first().click();
    const detail = workbench.editorTab(/^Orders の実行 \d+/);
    await detail.waitFor();
    await page.getByRole('heading', { name: /の実行 \d+$/ }).waitFor();
    await workbench.screenshot('japanese-execution');
  });

  it('fits a narrow window', async () => {
    const narrow = await session.openWorkbench({
      language: 'ja',
      theme: 'dark',
      widthPixels: 560,
      heightPixels: 700,
      settings: { 'domoStreams.connections': [] },
    });
    await narrow.openViewContainer('Domo Streams');
    const add = narrow.view('ストリーム').locator('.monaco-button', { hasText: '接続を追加…' });
    await add.waitFor();
    await narrow.screenshot('japanese-welcome');
    await narrow.runCommand('Domo Streams: 接続を追加…');
    await narrow.quickInput.waitFor(/お使いの Domo インスタンス/);
    await narrow.quickInput.typeAndAccept('http://acme.domo.com');
    await narrow.quickInput.waitFor(/https: を使用してください。/);
    await narrow.screenshot('japanese-connection');
    await narrow.close();
  });
});
