import * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import { DisposableStore } from '../../base/disposable';
import { searchKeys, type SearchKey, type StreamQuery } from '../../domo/api/model';
import { askedQuery, queryIn } from '../../domo/api/searchText';
import { t } from '../../base/l10n';
import { askText, createPick, setItems, type PickItem } from '../shell/quickInput';

/** What a key is called, with an example. */
function keyWords(key: SearchKey): { label: string; example: string } {
  switch (key) {
    case 'dataSource.name':
      return { label: t('DataSet name'), example: t('Orders, or Orders*2024 with wildcards') };
    case 'dataSource.id':
      return { label: t('DataSet id'), example: '00216ef1-f845-449c-99c8-13a29f723979' };
    case 'dataSource.owner.id':
      return { label: t('Owner id'), example: '1125436' };
    case 'transport.type':
      return { label: t('Transport type'), example: 'CONNECTOR, API, SFTP, WEBFORM' };
    case 'account.configurations.value':
      return { label: t('Account configuration value'), example: t('a user name in the account') };
  }
}

/** What was searched for before, the latest first. */
export interface RecentSearches {
  list(): readonly StreamQuery[];
  remove(query: StreamQuery): void;
}

interface SearchItem extends PickItem {
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
  const picked = await pickSearch(recent);
  return picked.query ?? askForValue(picked.key ?? 'dataSource.name');
}

function pickSearch(recent: RecentSearches): Promise<SearchItem> {
  const disposables = new DisposableStore();
  const placeHolder = t(
    'Type what to search for, paste a DataSet’s id or address, or choose a key',
  );
  const picker = disposables.add(createPick<SearchItem>(t('Search Streams'), placeHolder));
  const show = (): void => setItems(picker, itemsFor(picker.value, recent.list()));
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
    ...(former.length > 0 ? [separator(t('recent searches')), ...former] : []),
  ];
}

function separator(label: string): SearchItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function labelOf(key: SearchKey): string {
  return keyWords(key).label.toLowerCase();
}

function keyItem(key: SearchKey): SearchItem {
  const { label, example } = keyWords(key);
  const detail = t('For example {0}', example);
  return { label, description: key, detail, alwaysShow: true, key };
}

/** The text stands beside the label: the editor would sort by where it is found in the label. */
function directItem(query: StreamQuery): SearchItem {
  const { question, value } = inWords(query);
  return {
    icon: 'search',
    label: question,
    description: value,
    alwaysShow: true,
    query,
  };
}

/** The question to the server, whose value stands behind it. */
function inWords({ key, value }: StreamQuery): { question: string; value: string } {
  const { label } = keyWords(key);
  if (key !== 'dataSource.name') return { question: t('{0} is', label), value };
  const part = /^\*([^*]+)\*$/.exec(value)?.[1];
  return part === undefined
    ? { question: t('{0} matches', label), value }
    : { question: t('{0} contains', label), value: part };
}

function recentItem(query: StreamQuery): SearchItem {
  const { question, value } = inWords(query);
  const forget = {
    iconPath: new vscode.ThemeIcon('close'),
    tooltip: t('Remove from Recent Searches'),
  };
  return {
    icon: 'history',
    label: value,
    description: t('{0} this', question),
    buttons: [forget],
    query,
  };
}

async function askForValue(key: SearchKey): Promise<StreamQuery> {
  const { label, example } = keyWords(key);
  const typed = await askText({
    title: t('Search Streams by {0}', label),
    placeHolder: example,
    validateInput: (text) => (text.trim() ? undefined : t('Type what to search for.')),
  });
  if (typed === undefined) throw new CancelledError();
  return askedQuery(key, typed);
}
