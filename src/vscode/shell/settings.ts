import * as vscode from 'vscode';
import { t, translated } from '../../base/l10n';
import type { Log } from '../../base/log';
import { englishOf, text, type Text } from '../../base/text';
import {
  settings,
  type Setting,
  type SettingName,
  type SettingValue,
} from '../../manifest/settings';
import { warn } from './notify';

/** Reads the extension's settings. A value that can't be used as it is, is reported once. */
export class Settings {
  readonly #reported = new Map<SettingName, string>();

  /** @param report is told the full name of a setting, and what is wrong with its value */
  constructor(private readonly report: (name: string, problem: Text) => void) {}

  /** A setting as it is used: within its limits, or the default. */
  get<Name extends SettingName>(name: Name): SettingValue<Name> {
    const set = vscode.workspace.getConfiguration('domoStreams').get<unknown>(name);
    const setting = settings[name] as Setting<SettingValue<Name>>;
    if (set === undefined) return setting.default;
    const { value, problem } = setting.read(set);
    if (problem) this.#reportOnce(name, set, problem);
    else this.#reported.delete(name);
    return value;
  }

  #reportOnce(name: SettingName, set: unknown, problem: Text): void {
    const shown = JSON.stringify(set);
    if (this.#reported.get(name) === shown) return;
    this.#reported.set(name, shown);
    this.report(`domoStreams.${name}`, problem);
  }
}

/** Tells a person which setting has a value that can't be used, and offers to open it. */
export function warnOfSetting(log: Pick<Log, 'warn'>, name: string, problem: Text): void {
  const message = text('The setting {0} can’t be used as it is. {1}', name, problem);
  log.warn(englishOf(message));
  const open = t('Open Settings');
  void warn(translated(message), open).then((chosen) =>
    chosen === open
      ? vscode.commands.executeCommand('workbench.action.openSettings', name)
      : undefined,
  );
}
