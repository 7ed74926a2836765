import * as vscode from 'vscode';
import { ArgumentError, kindOf, readFields, type Fields, type Given } from '../../base/arguments';
import { CancelledError } from '../../base/abort';
import type { Command } from '../../manifest/command';
import { isUriData } from '../../base/places';
import { isRow, type Row, type RowIds } from '../../base/row';
import { text } from '../../base/text';

/** How a command was started, and what it was given. */
export interface Invocation<G = object> {
  /** The fields of a call, or the IDs of the clicked row. */
  readonly given: G;
  /** The same for each selected row of the clicked one's kind; `given` alone if nothing is selected. */
  readonly all: readonly G[];
  /** The files or documents that the Explorer or an editor's title gave. */
  readonly uris: readonly vscode.Uri[];
  /** Whether a person is there: then questions are asked and results are shown. A call gets errors instead. */
  readonly asks: boolean;
  /** Whether the result goes to a caller. */
  readonly isCall: boolean;
}

/** What a person starts with these fields, as if they had clicked it. */
export function clicked<G>(given: G): Invocation<G> {
  return { given, all: [given], uris: [], asks: true, isCall: false };
}

/** The same invocation for one of its selected rows, or with other fields. */
export function withGiven<G, O>(invocation: Invocation<G>, given: O): Invocation<O> {
  return { ...invocation, given, all: [given] };
}

/**
 * Reads the arguments of a command. No argument, a URI, or a row means a person; a plain object is a call, which
 * is treated like a person's click if it has `ask: true`.
 * @throws ArgumentError for anything else, and for a call that doesn't fit the fields
 */
export function readInvocation<F extends Fields>(
  { fields, actsOn }: Pick<Command<F, unknown>, 'fields' | 'actsOn'>,
  [first, second]: readonly unknown[],
): Invocation<Given<F>> {
  if (first === undefined || first === null) return clicked({});
  if (isRow(first)) return fromRow(fields, first, second, actsOn === 'anySelection');
  // Also as JSON, as links and keybindings have it.
  if (isUriData(first)) return { ...clicked({}), uris: selectedUris(first, second) };
  return fromCall(fields, first);
}

/** Whether arguments are a call to which nobody has asked to show questions and errors. */
export function isCallWithoutAsk([first]: readonly unknown[]): boolean {
  if (first === undefined || first === null || isRow(first) || isUriData(first)) return false;
  return !(typeof first === 'object' && 'ask' in first && first.ask === true);
}

function fromCall<F extends Fields>(fields: F, argument: unknown): Invocation<Given<F>> {
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument))
    throw new ArgumentError(text('The argument must be an object ({0} given).', kindOf(argument)));
  const { ask = false, ...values } = argument as { ask?: unknown };
  if (typeof ask !== 'boolean')
    throw new ArgumentError(text('{0} must be true or false ({1} given).', 'ask', kindOf(ask)));
  const given = readFields(fields, values);
  return { given, all: [given], uris: [], asks: ask, isCall: true };
}

function fromRow<F extends Fields>(
  fields: F,
  row: Row,
  selection: unknown,
  isOfAnyKind: boolean,
): Invocation<Given<F>> {
  const selected = Array.isArray(selection) ? (selection as unknown[]).filter(isRow) : [];
  const alike = selected.filter(({ type }) => isOfAnyKind || type === row.type);
  const given = idsFor(fields, row.ids);
  const all = alike.length > 0 ? alike.map(({ ids }) => idsFor(fields, ids)) : [given];
  return { ...clicked(given), all };
}

/** Of a row's IDs, those that the command takes. */
function idsFor<F extends Fields>(fields: F, ids: RowIds): Given<F> {
  const taken = Object.entries(ids).filter(([name]) => Object.hasOwn(fields, name));
  return Object.fromEntries(taken) as Given<F>;
}

function selectedUris(first: unknown, second: unknown): vscode.Uri[] {
  const list = Array.isArray(second) ? (second as unknown[]).filter(isUriData) : [];
  return (list.length > 0 ? list : [first]).filter(isUriData).map(toUri);
}

/** A URI of VS Code's own kind. */
export function toUri(data: { scheme: string; path: string }): vscode.Uri {
  return data instanceof vscode.Uri ? data : vscode.Uri.from(data);
}

/** Stands for a pick or a prompt that the person closed. */
export function cancelledIfUndefined<T>(value: T | undefined): T {
  if (value === undefined) throw new CancelledError();
  return value;
}
