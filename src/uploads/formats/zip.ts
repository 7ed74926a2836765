import type { Packing } from './format';
import { startsWith } from './stage';

export const zip: Packing<'zip'> = {
  type: 'zip',
  extensions: ['zip'],
  // The beginning of a first entry, or of an archive without any.
  detect: (beginning) =>
    startsWith(beginning, [0x50, 0x4b, 3, 4]) || startsWith(beginning, [0x50, 0x4b, 5, 6]),
  async open(version) {
    const { openZip } = await import('./converters/unzip');
    return openZip(version);
  },
};
