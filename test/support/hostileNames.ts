/** What a hostile server, file or path may be called, by what it tries. */
export const hostileNames = {
  commandLink: 'a [click](command:workbench.action.quit) b',
  webLink: 'a [click](https://evil.example "title") b',
  icon: 'a $(trash) \\$(trash) $(sync~spin) b',
  address: 'a https://evil.example/x?y=1 b',
  bareHost: 'a www.evil.example b',
  mail: 'a mail@evil.example b',
  html: 'a <img src=x onerror="top.isHit=true"> <b>bold</b> &lt; &#60; b',
  markdown: 'a **bold** `code` ~~gone~~ # one\n- two\n1. three\n> four\n| a |\n|---|\n![x](y) b',
  escapeCodes: 'a \u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b2J b',
  terminalLink: 'a \u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\ b',
  lineBreaks: 'a\r\nb\u2028c\u2029d\u0085e\n\n\nf',
  direction: 'a \u202eexe.csv\u2066\u200f b',
  invisible: 'a\u200b\u00ad\u2060\ufeff\u{e0041}\u{e0042}b',
  placeholders: 'a {0} {1} {2} b',
  long: 'x'.repeat(100_000),
  longBrackets: '[]('.repeat(30_000),
} as const;

/** Characters that no shown text may hold; U+200B is what breaks links. */
export const unplain =
  /\p{Cc}|[\u00ad\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u;
