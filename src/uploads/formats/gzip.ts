import type { Packing } from './format';
import { startsWith } from './stage';

export const gzip: Packing<'gzip'> = {
  type: 'gzip',
  extensions: ['gz'],
  detect: (beginning) => startsWith(beginning, [0x1f, 0x8b]),
  async open(version) {
    const { openGzip } = await import('./converters/gunzip');
    return openGzip(version);
  },
};
