import type { FoundText } from './foundText';

const codeBlock = /^([ >]*)(```|~~~)[^]*?^[ >]*\2/gm;
const marker = /^(?:[-*+]|\d+[.)]|#+)\s+/;

/** The paragraphs, list items, headings, and table rows of a page, without code blocks. */
export function textsOfMarkdown(content: string): FoundText[] {
  const found: FoundText[] = [];
  /** Whether the next line can continue the text of this one. */
  let isOpen = false;
  for (const [index, line] of withoutBlocks(content).split('\n').entries()) {
    const words = line.replace(/^[\s>]+/, '');
    const isRow = words.startsWith('|');
    const before = found.at(-1);
    if (words !== '')
      if (before && isOpen && !isRow && !marker.test(words))
        found[found.length - 1] = { ...before, text: `${before.text} ${words}` };
      else found.push({ line: index + 1, text: words.replace(marker, '') });
    isOpen = words !== '' && !isRow && !words.startsWith('#');
  }
  return found;
}

/** Keeps the line breaks, so that lines keep their numbers. */
function withoutBlocks(content: string): string {
  return content.replace(codeBlock, (block) => block.replace(/[^\n]/g, ''));
}
