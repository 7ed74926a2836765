import * as vscode from 'vscode';
import { text, type Text } from '../../base/text';
import { DomoError } from '../../domo/http/errors';
import type { Connection } from '../../connections/connection';

/** A connection as it is to be used: a window in Restricted Mode changes nothing in Domo. */
export function asUsable(connection: Connection): Connection {
  return vscode.workspace.isTrusted ? connection : { ...connection, readOnly: true };
}

/** Why a read-only connection refuses a change, and what to do about it. */
export function refusalOf({ name }: Pick<Connection, 'name'>): Text {
  return vscode.workspace.isTrusted
    ? text('The connection {0} is read-only. Edit it to allow changes.', name)
    : text('In Restricted Mode nothing is changed in Domo. Trust this workspace to allow it.');
}

/** @throws DomoError `readOnly` where the connection refuses changes */
export function assertTakesChanges(connection: Connection): void {
  if (connection.readOnly) throw new DomoError('readOnly', refusalOf(connection));
}
