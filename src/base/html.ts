import { languageId } from './l10n';
import { flattened } from './plainText';

/** Marks text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | undefined | readonly Html[];

/** Builds HTML: what is put in is text, and shows as text, unless it is `Html` itself. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = pieces.map((piece, index) => piece + partText(parts[index])).join('');
  return new Html(text);
}

export const nothing = new Html('');

function partText(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escaped(String(part));
}

/** A longer text, such as an error, would hide the rest of the page. */
const longestText = 10_000;

function escaped(text: string): string {
  return flattened(text, longestText).replace(
    /[&<>"']/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}

/** What a page is made of. */
export interface WebPageParts {
  readonly title: string;
  readonly content: Html;
  readonly styleSheet: string;
  readonly script: string;
  /** The source of the style sheet, as the editor names it. */
  readonly cspSource: string;
  readonly nonce: string;
}

/** A whole page, which loads its own style sheet and script and nothing else. */
export function webPage({
  title,
  content,
  styleSheet,
  script,
  cspSource,
  nonce,
}: WebPageParts): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
  return html`<!doctype html>
    <html lang="${languageId()}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="stylesheet" href="${styleSheet}" />
      </head>
      <body>
        <main id="content">${content}</main>
        <script nonce="${nonce}" src="${script}"></script>
      </body>
    </html>`.text;
}
