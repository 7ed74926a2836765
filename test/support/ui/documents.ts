import type { Locator } from 'playwright-core';
import type { Sandbox } from '../../../tools/start/sandboxProcess';
import type { UiSession, WorkbenchOptions } from './session';
import type { Workbench } from './workbench';

/** The editor keeps unsaved texts a second after they were typed. */
const backupMilliseconds = 2_500;

/** Windows of a session in which documents are typed in; all are closed without a text left behind. */
export class DocumentWindows {
  readonly #windows: Workbench[] = [];

  constructor(private readonly session: () => UiSession) {}

  async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    // What is typed is what stands there.
    const settings = { 'editor.minimap.enabled': false, 'editor.autoClosingQuotes': 'never' };
    const workbench = await this.session().openWorkbench({
      ...options,
      settings: { ...settings, ...options.settings },
    });
    this.#windows.push(workbench);
    return workbench;
  }

  /** Closes them; after a failed test, pictures named after it are taken first. */
  async closeAll(failed: string | undefined): Promise<void> {
    if (failed !== undefined)
      for (const [index, workbench] of this.#windows.entries())
        await workbench.screenshot(`failed-${failed}-${index + 1}`);
    for (const workbench of this.#windows.splice(0)) {
      await discardAll(workbench);
      await workbench.close();
    }
  }
}

/** Opens a stream of the sandbox from the tree. */
export async function openStream(workbench: Workbench, name: string): Promise<void> {
  await workbench.openViewContainer('Domo Streams');
  await workbench.expand(/^Connection Sandbox/);
  await workbench.treeItem(new RegExp(`^Stream ${name}`)).click();
  await workbench.editorTab(new RegExp(`^${name}`)).waitFor();
}

/** Replaces the first line of a field, as one types. */
export async function typeLine(workbench: Workbench, field: string, text: string): Promise<void> {
  const { keyboard } = workbench.page;
  await editorLine(workbench, `"${field}"`).first().click();
  for (const key of ['Home', 'Shift+End', 'Delete']) await keyboard.press(key);
  await keyboard.type(text);
}

export const typeDescription = (workbench: Workbench, text: string): Promise<void> =>
  typeLine(workbench, 'description', `"description": "${text}",`);

export const editorLine = (workbench: Workbench, text: string): Locator =>
  workbench.page.locator('.view-line', { hasText: text });

/** The first tab with unsaved changes. */
export const dirtyTab = (workbench: Workbench): Locator =>
  workbench.page.locator('.tab.dirty').first();

/** Loads the window again, once it has kept what was typed. */
export async function reloadWithUnsaved(workbench: Workbench): Promise<void> {
  await dirtyTab(workbench).waitFor();
  await workbench.page.waitForTimeout(backupMilliseconds);
  await workbench.page.reload();
  await dirtyTab(workbench).waitFor();
}

/** Unsaved texts would come back in the next window. */
export async function discardAll(workbench: Workbench): Promise<void> {
  await workbench.page.keyboard.press('Escape');
  while ((await dirtyTab(workbench).count()) > 0)
    await workbench.runCommand('View: Revert and Close Editor');
  await workbench.runCommand('View: Close All Editors');
}

type SandboxCall = Pick<RequestInit, 'method' | 'body'> & {
  readonly headers?: Readonly<Record<string, string>>;
};

/** What the sandbox holds, and what somebody else does in Domo. */
export class SandboxStreams {
  constructor(private readonly sandbox: () => Sandbox) {}

  async descriptionOf(streamId: number): Promise<string> {
    const answer = await this.#ask(`/api/data/v1/streams/${streamId}`);
    const stream = (await answer.json()) as { dataSource: { description: string } };
    return stream.dataSource.description;
  }

  async describe(streamId: number, description: string): Promise<void> {
    const body = JSON.stringify({ dataSource: { description } });
    await this.#ask(`/api/data/v1/streams/${streamId}`, { method: 'PUT', body });
  }

  /** The rows in the DataSet of a stream. */
  async rowsIn(streamId: number): Promise<string> {
    const answer = await this.#ask(`/api/data/v1/streams/${streamId}`);
    const { dataSource } = (await answer.json()) as { dataSource: { id: string } };
    return this.rowsOf(dataSource.id);
  }

  async rowsOf(dataSetId: string): Promise<string> {
    return (await this.#ask(`/sandbox/datasets/${dataSetId}.csv`)).text();
  }

  /** From now on; none with an empty list. */
  async setFaults(rules: readonly object[]): Promise<void> {
    await this.#ask('/sandbox/faults', { method: 'PUT', body: JSON.stringify(rules) });
  }

  /** Opens an execution with parts that an earlier window sent. */
  async openExecution(
    streamId: number,
    parts: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<{ executionId: number; uploadId: string }> {
    const streams = `/api/data/v1/streams/${streamId}`;
    const body = JSON.stringify({ updateMethod: 'REPLACE' });
    const answer = await this.#ask(`${streams}/executions`, { method: 'POST', body });
    const { executionId, uploadId } = (await answer.json()) as {
      executionId: number;
      uploadId: number;
    };
    for (const [index, part] of parts.entries())
      await this.#ask(`${streams}/data/${uploadId}/parts/${index + 1}`, {
        method: 'PUT',
        body: part,
        headers: { 'Content-Type': 'text/csv' },
      });
    return { executionId, uploadId: String(uploadId) };
  }

  /** Starts an execution. @returns its ID */
  async execute(streamId: number): Promise<number> {
    const path = `/api/data/v1/streams/${streamId}/executions`;
    const answer = await this.#ask(path, { method: 'POST', body: '{}' });
    return ((await answer.json()) as { executionId: number }).executionId;
  }

  async abort(streamId: number, executionId: number): Promise<void> {
    const path = `/api/data/v1/streams/${streamId}/executions/${executionId}/abort`;
    await this.#ask(path, { method: 'PUT', body: '{}' });
  }

  async #ask(path: string, options: SandboxCall = {}): Promise<Response> {
    const { url, token } = this.sandbox();
    const headers = { ...options.headers, 'X-DOMO-Developer-Token': token };
    const answer = await fetch(url + path, { ...options, headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}
