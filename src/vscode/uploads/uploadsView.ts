import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable';
import { Throttle } from '../../base/throttle';
import { t, translated } from '../../base/l10n';
import { oneLine } from '../../base/plainText';
import { Row } from '../../base/row';
import { contextValueOf, views } from '../../manifest/conditions';
import { setContext } from '../shell/context';
import type { UploadEntry, UploadState } from '../../uploads/queue/uploadEntry';
import type { UploadQueue } from '../../uploads/queue/uploadQueue';
import {
  detailLines,
  failureText,
  fileName,
  partsText,
  progressText,
  resultText,
  stateText,
} from '../../uploads/queue/uploadTexts';
import { progressMilliseconds } from '../../base/policies';

/** An upload in the Uploads view. */
export class UploadNode extends Row {
  readonly type = 'upload';

  constructor(readonly entry: UploadEntry) {
    super();
  }

  get ids(): { readonly uploadId: string } {
    return { uploadId: this.entry.upload.uploadId };
  }
}

/** The list of uploads, the newest first. */
export class UploadsView implements vscode.TreeDataProvider<UploadNode>, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<UploadNode | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<UploadNode>;
  /** Progress comes far more often than a person can read. */
  readonly #throttle = this.#disposables.add(
    new Throttle(() => this.#update(), progressMilliseconds),
  );

  constructor(private readonly queue: UploadQueue) {
    this.#view = this.#disposables.add(
      vscode.window.createTreeView(views.uploads, { treeDataProvider: this }),
    );
    this.#disposables.add(queue.onDidChange(() => this.#throttle.request()));
  }

  getChildren(): UploadNode[] {
    return this.queue.list.entries.map((entry) => new UploadNode(entry));
  }

  getTreeItem({ entry }: UploadNode): vscode.TreeItem {
    const item = new vscode.TreeItem(oneLine(fileName(entry)));
    item.id = entry.upload.uploadId;
    item.description = oneLine(describe(entry));
    item.contextValue = contextValueOf('upload', {
      running: isRunning(entry),
      paused: entry.state === 'paused',
      failed: isEnded(entry) && entry.state !== 'done',
    });
    item.iconPath = icons[entry.state]();
    const lines = [...detailLines(entry), item.description].filter(Boolean);
    item.tooltip = lines.map(oneLine).join('\n');
    item.accessibilityInformation = {
      label: t(
        'Upload of {0} to {1}: {2}, {3}',
        fileName(entry),
        entry.streamName,
        stateText(entry.state),
        item.description,
      ),
    };
    return item;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #update(): void {
    const { entries } = this.queue.list;
    const active = entries.filter(isRunning);
    showContext(entries);
    const tooltip = t('{0} uploading', active.length);
    this.#view.badge = active.length > 0 ? { value: active.length, tooltip } : undefined;
    this.#changed.fire(undefined);
  }
}

function describe(entry: UploadEntry): string {
  switch (entry.state) {
    case 'queued':
    case 'running':
      return progressText(entry);
    case 'paused':
      return t('paused · {0} in Domo', partsText(entry));
    case 'cancelled':
      return entry.serverNote
        ? t('{0} · {1}', stateText('cancelled'), entry.serverNote)
        : translated(stateText('cancelled'));
    case 'failed':
      return failureText(entry);
    case 'done':
      return resultText(entry);
  }
}

function isRunning({ state }: UploadEntry): boolean {
  return state === 'running' || state === 'queued';
}

/** Whether nothing is left to do. A canceled upload can be retried like a failed one. */
function isEnded({ state }: UploadEntry): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** Tells menus which uploads there are. */
function showContext(entries: readonly UploadEntry[]): void {
  setContext('hasRunningUploads', entries.some(isRunning));
  setContext(
    'hasPausedUploads',
    entries.some(({ state }) => state === 'paused'),
  );
  setContext(
    'hasFailedUploads',
    entries.some((entry) => isEnded(entry) && entry.state !== 'done'),
  );
  setContext('hasEndedUploads', entries.some(isEnded));
}

const icons: Readonly<Record<UploadState, () => vscode.ThemeIcon>> = {
  queued: () => new vscode.ThemeIcon('clock'),
  running: () => new vscode.ThemeIcon('sync~spin', new vscode.ThemeColor('charts.blue')),
  paused: () => new vscode.ThemeIcon('debug-pause'),
  failed: () => new vscode.ThemeIcon('error', new vscode.ThemeColor('charts.red')),
  cancelled: () => new vscode.ThemeIcon('circle-slash'),
  done: () => new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green')),
};
