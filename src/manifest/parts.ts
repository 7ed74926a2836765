import { flagField, idField, textField } from '../base/arguments';
import type { MenuName, MenuPlace } from './command';
import { keyName, onRow, type Condition } from './conditions';

// What several commands share.

export const connection = { connectionId: textField };
export const stream = { ...connection, streamId: idField };
export const execution = { ...stream, executionId: idField };
export const upload = { uploadId: textField };
/** Of commands that ask a person before they act. */
export const confirmed = { confirmed: flagField };

export const at = (menu: MenuName, when: Condition, group: string): MenuPlace => ({
  menu,
  when,
  group,
});
/** A place in the context menu of a row. */
export const row = (when: Condition, group: string): MenuPlace =>
  at('view/item/context', when, group);

export const anyConnection = onRow('connection');
export const anyStream = onRow('stream');
export const anyExecution = onRow('execution');
export const hasConnections = keyName('hasConnections');
