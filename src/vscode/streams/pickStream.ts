import type * as vscode from 'vscode';
import { CancelledError, isCancelled } from '../../base/abort';
import { DisposableStore } from '../../base/disposable';
import type { DomoClient } from '../../domo/client';
import type { Stream } from '../../domo/api/model';
import { findStreams, withNames } from '../../domo/flows/findStreams';
import { plural, t } from '../../base/l10n';
import { createPick, setItems, type PickItem } from '../shell/quickInput';
import { logError, messageOf } from '../../base/errorTexts';
import { streamName } from '../../domo/streamName';
import { typingMilliseconds } from '../../base/policies';

interface StreamItem extends PickItem {
  readonly stream?: Stream;
}

const firstStreams = 50;
/** A person reads no more, and the editor gets slow. */
const mostStreams = 200;

/**
 * Has a person pick a stream. What is typed is asked of the server, so that streams are found that no
 * page has shown. A number finds the stream with this id.
 * @throws CancelledError where nothing is picked
 */
export async function pickStream(
  client: DomoClient,
  connectionName: string,
  log: vscode.LogOutputChannel,
): Promise<Stream> {
  const picker = createPick<StreamItem>(
    t('Streams of {0}', connectionName),
    t('Type a part of the DataSet’s name, a stream id, or a DataSet’s id or address'),
  );
  picker.matchOnDescription = true;
  const disposables = new DisposableStore();
  disposables.add(picker);
  const search = disposables.add(new StreamSearch(client, picker, log));
  search.later('', 0);
  disposables.add(picker.onDidChangeValue((text) => search.later(text, typingMilliseconds)));
  try {
    return await picked(picker, disposables);
  } finally {
    disposables.dispose();
  }
}

function picked(
  picker: vscode.QuickPick<StreamItem>,
  disposables: DisposableStore,
): Promise<Stream> {
  return new Promise((resolve, reject) => {
    disposables.add(
      picker.onDidAccept(() => {
        const stream = picker.selectedItems[0]?.stream;
        if (stream) resolve(stream);
      }),
    );
    disposables.add(picker.onDidHide(() => reject(new CancelledError())));
    picker.show();
  });
}

/** One search at a time: a newer one ends the one before. */
class StreamSearch implements vscode.Disposable {
  #timer: NodeJS.Timeout | undefined;
  #running = new AbortController();

  constructor(
    private readonly client: DomoClient,
    private readonly picker: vscode.QuickPick<StreamItem>,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  later(text: string, delayMilliseconds: number): void {
    clearTimeout(this.#timer);
    this.#running.abort(new CancelledError());
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.picker.busy = true;
    this.#timer = setTimeout(() => void this.#show(text.trim(), signal), delayMilliseconds);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#running.abort(new CancelledError());
  }

  async #show(text: string, signal: AbortSignal): Promise<void> {
    try {
      const { streams, moreCount } = await readStreams(this.client, text, signal);
      if (signal.aborted) return;
      const items = streams.length > 0 ? streams.map(toItem) : [nothing(text)];
      setItems(this.picker, moreCount > 0 ? [...items, more(moreCount)] : items);
    } catch (error) {
      if (isCancelled(error)) return;
      logError(this.log, 'Searching streams', error);
      const label = t('The streams could not be read');
      setItems(this.picker, [
        { icon: 'warning', label, detail: messageOf(error), alwaysShow: true },
      ]);
    }
    this.picker.busy = false;
  }
}

async function readStreams(client: DomoClient, text: string, signal: AbortSignal): Promise<Found> {
  if (!text) {
    const page = await client.readStreamPage({ limit: firstStreams, offset: 0 }, { signal });
    return foundOf(client, page.items, signal);
  }
  return foundOf(client, await findStreams(client, text, signal), signal);
}

interface Found {
  readonly streams: readonly Stream[];
  /** How many more there are, which the list has no room for. */
  readonly moreCount: number;
}

async function foundOf(
  client: DomoClient,
  all: readonly Stream[],
  signal: AbortSignal,
): Promise<Found> {
  const streams = await withNames(client, all.slice(0, mostStreams), signal);
  return { streams, moreCount: all.length - streams.length };
}

function toItem(stream: Stream): StreamItem {
  return {
    label: streamName(stream),
    description: [stream.id, stream.transportType, stream.updateMethod].filter(Boolean).join(' · '),
    // The server has found it, whatever the picker's own filter thinks.
    alwaysShow: true,
    stream,
  };
}

function nothing(text: string): StreamItem {
  return {
    label: text ? t('No stream matches “{0}”', text) : t('There are no streams yet'),
    alwaysShow: true,
  };
}

function more(count: number): StreamItem {
  return {
    label: plural(count, '{0} more stream found', '{0} more streams found'),
    description: t('Type more of the name'),
    alwaysShow: true,
  };
}
