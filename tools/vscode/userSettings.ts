import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Nothing that opens by itself, moves the layout or calls home. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'files.autoSave': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  // Else each server that a test opens gets a notification of its own.
  'remote.autoForwardPorts': false,
};

/** Writes a profile's settings: the quiet ones, and over them the given ones. */
export function writeUserSettings(
  userData: string,
  settings: Readonly<Record<string, unknown>>,
): void {
  const folder = join(userData, 'User');
  mkdirSync(folder, { recursive: true });
  const merged = { ...quietSettings, ...settings };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(merged, undefined, 2));
}
