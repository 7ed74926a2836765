import type { TextSample } from './format';
import { formats, type Layout } from './registry';

/**
 * How a text holds its rows.
 * @param columnNames those of the stream, where it has a schema
 * @throws UploadError `json` for JSON that is not one object per line
 */
export function detectLayout(sample: TextSample, columnNames: readonly string[] = []): Layout {
  const [usual, ...special] = formats;
  const decided = formats.find(({ decidingExtensions }) =>
    decidingExtensions.some((each) => sample.fileName.toLowerCase().endsWith(`.${each}`)),
  );
  for (const format of decided ? [decided] : special) {
    const layout = format.detect(sample, columnNames, format === decided);
    if (layout) return layout;
  }
  return usual.detect(sample, columnNames);
}
