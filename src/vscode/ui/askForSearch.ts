import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import { DisposableStore } from '../../base/disposable';
import { searchKeys, type SearchKey, type StreamQuery } from '../../domo/model';
import { askedQuery, queryIn } from '../../domo/searchText';
import { pickLabel } from './plainText';

/** What each key is called, with an example. */
export const keyWords: Readonly<Record<SearchKey, { label: string; example: string }>> = {
  'dataSource.name': { label: 'DataSet name', example: 'Orders, or Orders*2024 with wildcards' },
  'dataSource.id': { label: 'DataSet id', example: '00216ef1-f845-449c-99c8-13a29f723979' },
  'dataSource.owner.id': { label: 'Owner id', example: '1125436' },
  'transport.type': { label: 'Transport type', example: 'CONNECTOR, API, SFTP or WEBFORM' },
  'account.configurations.value': {
    label: 'Account configuration value',
    example: 'a user name in the account',
  },
};

/** What was searched for before, the latest first. */
export interface RecentSearches {
  list(): readonly StreamQuery[];
  remove(query: StreamQuery): void;
}

interface SearchItem extends vscode.QuickPickItem {
  /** The search that it stands for; without one, `key` is searched by and the value still to be asked for. */
  readonly query?: StreamQuery;
  readonly key?: SearchKey;
}

/**
 * Has a person say what to search for: what is typed can be searched by each key at once, a key can be
 * picked first, and former searches are there again. A DataSet's id or address is taken as what it is.
 * @throws CancelledError
 */
export async function askForSearch(recent: RecentSearches): Promise<StreamQuery> {
  const picked = await pick(recent);
  return picked.query ?? askForValue(picked.key ?? 'dataSource.name');
}

function pick(recent: RecentSearches): Promise<SearchItem> {
  const disposables = new DisposableStore();
  const picker = disposables.add(vscode.window.createQuickPick<SearchItem>());
  picker.title = 'Search Streams';
  picker.placeholder = 'Type what to search for, paste a DataSet’s id or address, or choose a key';
  const show = (): void => {
    picker.items = itemsFor(picker.value, recent.list());
  };
  show();
  disposables.add(picker.onDidChangeValue(show));
  disposables.add(
    picker.onDidTriggerItemButton(({ item }) => {
      if (item.query) recent.remove(item.query);
      show();
    }),
  );
  return new Promise<SearchItem>((resolve, reject) => {
    disposables.add(
      picker.onDidAccept(() => {
        const [item] = picker.selectedItems;
        if (item) resolve(item);
      }),
    );
    disposables.add(picker.onDidHide(() => reject(new CancelledError())));
    picker.show();
  }).finally(() => disposables.dispose());
}

function itemsFor(typed: string, recent: readonly StreamQuery[]): SearchItem[] {
  const text = typed.trim();
  const known = queryIn(text);
  if (known) return [directItem(known)];
  const lower = text.toLowerCase();
  const named = searchKeys.filter(
    (key) => key.toLowerCase().startsWith(lower) || labelOf(key).startsWith(lower),
  );
  // Who types the name of a key means the key.
  const keys = (text ? named : searchKeys).map(keyItem);
  const direct = text ? searchKeys.map((key) => directItem(askedQuery(key, text))) : [];
  const former = recent.map(recentItem);
  return [
    ...keys,
    ...direct,
    ...(former.length > 0 ? [separator('recent searches'), ...former] : []),
  ];
}

function separator(label: string): SearchItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function labelOf(key: SearchKey): string {
  return keyWords[key].label.toLowerCase();
}

function keyItem(key: SearchKey): SearchItem {
  const { label, example } = keyWords[key];
  return { label, description: key, detail: `For example ${example}`, alwaysShow: true, key };
}

/** The text stands beside the label: the editor would sort by where it is found in the label. */
function directItem(query: StreamQuery): SearchItem {
  const { verb, text } = inWords(query);
  return {
    label: `$(search) ${keyWords[query.key].label} ${verb}`,
    description: pickLabel(text),
    alwaysShow: true,
    query,
  };
}

function inWords({ key, value }: StreamQuery): { verb: string; text: string } {
  if (key !== 'dataSource.name') return { verb: 'is', text: value };
  const part = /^\*([^*]+)\*$/.exec(value)?.[1];
  return part === undefined ? { verb: 'matches', text: value } : { verb: 'contains', text: part };
}

function recentItem(query: StreamQuery): SearchItem {
  const { verb, text } = inWords(query);
  const forget = {
    iconPath: new vscode.ThemeIcon('close'),
    tooltip: 'Remove from Recent Searches',
  };
  return {
    label: `$(history) ${pickLabel(text)}`,
    description: `${keyWords[query.key].label} ${verb} this`,
    buttons: [forget],
    query,
  };
}

async function askForValue(key: SearchKey): Promise<StreamQuery> {
  const { label, example } = keyWords[key];
  const typed = await vscode.window.showInputBox({
    title: `Search Streams by ${label}`,
    placeHolder: example,
    validateInput: (text) => (text.trim() ? undefined : 'Type what to search for.'),
  });
  if (typed === undefined) throw new CancelledError();
  return askedQuery(key, typed);
}
