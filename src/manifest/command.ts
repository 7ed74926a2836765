import type { Fields, Given } from '../base/arguments';
import type { Condition } from './conditions';

/** A menu of VS Code that commands are in. */
export type MenuName =
  | 'view/title'
  | 'view/item/context'
  | 'explorer/context'
  | 'editor/title'
  | 'editor/title/context'
  | 'domoStreams.copy';

/** Where a menu offers a command. Menus offer only what can succeed. */
export interface MenuPlace {
  readonly menu: MenuName;
  readonly when: Condition;
  readonly group: string;
}

/** A keybinding, for macOS too. */
export interface Key {
  readonly key: string;
  readonly mac: string;
  readonly when: Condition;
}

/** One command: what it takes and returns, and where it is offered. */
export interface Command<F extends Fields, R> {
  readonly fields: F;
  /**
   * `selection`: acts on all selected rows of the clicked one's kind; `anySelection`: on all selected rows. Other
   * commands are offered only while one row is selected.
   */
  readonly actsOn?: 'selection' | 'anySelection';
  /** Name of an icon of VS Code. */
  readonly icon?: string;
  readonly places?: readonly MenuPlace[];
  /** When the Command Palette lists it; absent if always. */
  readonly palette?: Condition;
  /** Not listed anywhere: rows and keys of the extension call it. */
  readonly isInternal?: true;
  readonly enablement?: Condition;
  readonly key?: Key;
  /** Returns its result to a person's click too, which has no use for it otherwise. */
  readonly returnsAlways?: true;
  /** Only for the compiler: what it resolves to. */
  readonly result?: R;
}

/** A command with the result `R`. Its argument follows from its fields. */
export function returning<R>() {
  return <F extends Fields>(command: Command<F, R>): Command<F, R> => command;
}

/** A command without a result. */
export function returningNothing<F extends Fields>(
  command: Command<F, unknown>,
): Command<F, unknown> {
  return command;
}

/** What is given to a command, each field perhaps missing. */
export type GivenOf<C> = C extends Command<infer F, unknown> ? Given<F> : never;
/** What a command resolves to. */
export type ResultOf<C> = C extends Command<Fields, infer R> ? R : never;
