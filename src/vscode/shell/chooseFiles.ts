import { basename, isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { text } from '../../base/text';
import { t, translated } from '../../base/l10n';
import { ArgumentError } from '../../base/arguments';
import { allFormatsText, fileExtensions } from '../../uploads/formats/registry';
import { cancelledIfUndefined, type Invocation } from './commandRegistry';

/**
 * The files that a program gave under `name`, or that the Explorer gave: the clicked one and all that
 * are selected. Undefined where none were given.
 * @throws ArgumentError where one is not a file on this machine
 */
export function filesOf(
  { given, raw }: Invocation,
  name: 'uri' | 'uris',
): vscode.Uri[] | undefined {
  if (given[name] !== undefined) return toUris(given[name], name);
  const [clicked, selected] = raw;
  if (!(clicked instanceof vscode.Uri)) return undefined;
  return toUris(Array.isArray(selected) && selected.length > 0 ? selected : [clicked], name);
}

function toUris(value: unknown, name: string): vscode.Uri[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  if (list.length === 0) throw new ArgumentError(text('{0} must name at least one file.', name));
  return list.map((item) => {
    const uri = item instanceof vscode.Uri ? item : parseUri(item, name);
    if (uri.scheme !== 'file')
      throw new ArgumentError(
        text('{0} is not a file on this machine’s disk. Save it there first.', basename(uri.path)),
      );
    return uri;
  });
}

/** URIs come as text or plain data from keybindings and tasks. */
function parseUri(item: unknown, name: string): vscode.Uri {
  if (typeof item === 'string') {
    if (item.includes('://')) return vscode.Uri.parse(item, true);
    if (isAbsolute(item)) return vscode.Uri.file(item);
    throw new ArgumentError(
      text('{0} must hold whole paths: “{1}” does not say where it is.', name, item),
    );
  }
  if (typeof item === 'object' && item !== null && 'path' in item && 'scheme' in item)
    return vscode.Uri.from(item as { scheme: string; path: string });
  throw new ArgumentError(
    text('{0} must hold URIs or paths, not {1}.', name, JSON.stringify(item)),
  );
}

/** @throws CancelledError */
export async function askForFiles(title: string, openLabel: string): Promise<vscode.Uri[]> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel,
    canSelectMany: true,
    filters: {
      [translated(allFormatsText)]: [...fileExtensions],
      [t('All files')]: ['*'],
    },
    ...(active?.scheme === 'file' && { defaultUri: active }),
  });
  return cancelledIfUndefined(picked);
}
