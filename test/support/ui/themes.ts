import type { VscodeVersion } from '../../../tools/vscode/vscodeBuilds';

export type Theme = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

const highContrast = {
  highContrast: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
};

/** The mark that each kind of theme leaves on the page. */
export const themeClasses: Readonly<Record<Theme, string>> = {
  dark: 'vs-dark',
  light: 'vs',
  highContrast: 'hc-black',
  highContrastLight: 'hc-light',
};

/** What each version calls the themes that it comes with. */
export const themeNames: Readonly<Record<VscodeVersion, Readonly<Record<Theme, string>>>> = {
  '1.139': { dark: 'Dark 2026', light: 'Light 2026', ...highContrast },
  '1.100': { dark: 'Default Dark Modern', light: 'Default Light Modern', ...highContrast },
};
