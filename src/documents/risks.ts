import { isJsonObject, type JsonObject, type JsonValue } from '../base/json';
import { t } from '../base/l10n';
import { changesBetween } from './changeTexts';
import { valueAt } from './compare';

/** Changes that can stop a stream or lose data, in words. */
export function risksOf(before: JsonObject, after: JsonObject): string[] {
  const changes = changesBetween(before, after).filter(
    ({ field }) => isRisky(before, field, 'account') || isRisky(before, field, 'transport'),
  );
  return [
    ...changes.map(({ field, words }) => `${field}: ${words}`),
    ...removedColumns(before, after),
  ];
}

/** Where there was none, nothing can be lost. */
function isRisky(before: JsonObject, field: string, riskyField: string): boolean {
  return `${field}.`.startsWith(`${riskyField}.`) && isJsonObject(before[riskyField]);
}

function removedColumns(before: JsonObject, after: JsonObject): string[] {
  const path = ['schemaDefinition', 'columns'];
  const kept = new Set(namesIn(valueAt(after, path)));
  const removed = namesIn(valueAt(before, path)).filter((name) => !kept.has(name));
  return removed.length > 0 ? [t('Removed columns: {0}', removed.join(', '))] : [];
}

function namesIn(columns: JsonValue | undefined): string[] {
  if (!Array.isArray(columns)) return [];
  return columns.flatMap((column) =>
    isJsonObject(column) && typeof column['name'] === 'string' ? [column['name']] : [],
  );
}
