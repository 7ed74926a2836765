import { basename } from 'node:path';
import * as vscode from 'vscode';
import { text } from '../../base/text';
import { t, translated } from '../../base/l10n';
import { ArgumentError, missingField } from '../../base/arguments';
import type { Place } from '../../base/places';
import { allFormatsText, fileExtensions } from '../../uploads/formats/registry';
import { cancelledIfUndefined, toUri, type Invocation } from './invocation';

/**
 * The files that a call gave, or that the Explorer gave: the clicked one and all that are selected. Undefined if
 * none were given.
 * @throws ArgumentError for one that isn't a file on this machine
 */
export function filesOf(
  { uris }: Pick<Invocation, 'uris'>,
  places: readonly Place[] | undefined,
): vscode.Uri[] | undefined {
  const given = places?.map(parsePlace) ?? uris;
  if (given.length === 0) return undefined;
  for (const { scheme, path } of given)
    if (scheme !== 'file')
      throw new ArgumentError(
        text('{0} is not a file on this machine’s disk. Save it there first.', basename(path)),
      );
  return [...given];
}

function parsePlace(place: Place): vscode.Uri {
  if (typeof place !== 'string') return toUri(place);
  return place.includes('://') ? vscode.Uri.parse(place, true) : vscode.Uri.file(place);
}

/** @param field of the call that names the files @throws CancelledError; ArgumentError for a call */
export async function askForFiles(
  { asks }: Pick<Invocation, 'asks'>,
  field: string,
  title: string,
  openLabel: string,
): Promise<vscode.Uri[]> {
  if (!asks) throw missingField(field);
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
