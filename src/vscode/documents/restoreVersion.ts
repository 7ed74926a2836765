import type * as vscode from 'vscode';
import { text } from '../../base/text';
import type { JsonObject } from '../../base/json';
import { changesBetween } from '../../documents/changeTexts';
import { DocumentError } from '../../documents/documentError';
import type { EarlierVersion } from '../../documents/earlierVersions';
import { remoteRefOf } from './previews';
import { titleOf } from './readOnlyTexts';
import { formatAge, formatInstant } from '../../base/format';
import { plural, t } from '../../base/l10n';
import { pick } from '../shell/quickInput';
import { showPreview } from './showPreview';
import type { CommandGiven } from '../../manifest/commands';
import { tell } from '../shell/notify';
import { CancelledError } from '../../base/abort';
import { translated } from '../../base/l10n';
import { cancelledIfUndefined, type Invocation } from '../shell/invocation';
import { saveToDomo } from './saveToDomo';
import type { DocumentServices } from './services';

/**
 * Puts a document back to what it was before one of our saves. A person sees it before it is saved.
 * @returns for a call, what Domo has now
 */
export async function restoreVersion(
  services: DocumentServices,
  invocation: Invocation<CommandGiven<'stream.restore'>>,
  uri: vscode.Uri,
): Promise<JsonObject | undefined> {
  const { earlierVersions, previews } = services.documents;
  const versions = await earlierVersions.list(remoteRefOf(uri));
  if (versions.length === 0) return sayNone(invocation.asks, uri);
  const given = invocation.given.version;
  const earlier =
    given === undefined && invocation.asks
      ? await pickVersion(services, uri, versions)
      : versionAt(versions, given);
  await previews.edit(uri, (body) => previews.restored(uri, body, earlier.body));
  if (!invocation.asks) return saveToDomo(services, invocation, uri);
  await showPreview(services, invocation, uri);
  return undefined;
}

/** @throws DocumentError `noDocument` for a call; a person reads it, which is no failure */
function sayNone(asks: boolean, uri: vscode.Uri): never {
  const none = text(
    'No earlier versions of {0} yet. Each save keeps the version it replaces.',
    titleOf(uri),
  );
  if (!asks) throw new DocumentError('noDocument', none);
  void tell(translated(none));
  throw new CancelledError();
}

function versionAt(
  versions: readonly EarlierVersion[],
  replacedMilliseconds: number | undefined,
): EarlierVersion {
  const found =
    replacedMilliseconds === undefined
      ? versions[0]
      : versions.find((version) => version.replacedMilliseconds === replacedMilliseconds);
  if (found) return found;
  throw new DocumentError(
    'noDocument',
    text('There is no version {0}.', replacedMilliseconds ?? ''),
  );
}

async function pickVersion(
  { documents }: DocumentServices,
  uri: vscode.Uri,
  versions: readonly EarlierVersion[],
): Promise<EarlierVersion> {
  const { previews } = documents;
  const { theirs } = await previews.of(uri);
  const items = versions.map((version) => {
    const fields = changesBetween(theirs, previews.restored(uri, theirs, version.body)).map(
      ({ field }) => field,
    );
    return {
      label: t('Until {0}', formatInstant(version.replacedMilliseconds, 'medium')),
      description: formatAge(version.replacedMilliseconds, Date.now()),
      detail: differencesText(fields),
      version,
    };
  });
  const picked = await pick(items, {
    title: t('Earlier Versions of {0}', titleOf(uri)),
    placeHolder: t('Choose the version to go back to; you see it before anything is saved'),
    matchOnDetail: true,
  });
  return cancelledIfUndefined(picked).version;
}

function differencesText(fields: readonly string[]): string {
  if (fields.length === 0) return t('Same as now');
  return plural(
    fields.length,
    '{0} field differs: {1}',
    '{0} fields differ: {1}',
    fields.join(', '),
  );
}
