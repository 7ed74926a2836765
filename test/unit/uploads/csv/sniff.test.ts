import assert from 'node:assert/strict';
import { sniff, type Sniffed } from '../../../../src/uploads/csv/sniff';
import { isUploadError } from '../../../../src/uploads/errors';

const bytesOf = (content: string | readonly number[]): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);

function look(content: string | readonly number[], isWhole = true, names?: string[]): Sniffed {
  return sniff(
    { path: '/data/rows.csv', bytes: bytesOf(content), isWhole },
    names?.map((name) => ({ name })),
  );
}

describe('sniff', () => {
  for (const [what, content, expected] of [
    ['a header and rows', 'id,name\n1,Ann\n', [2, true, 0, 1, 8, 2]],
    ['CRLF', 'id,name\r\n1,Ann\r\n', [2, true, 0, 1, 9, 2]],
    ['only rows', '1,Ann\n2,Bob\n', [2, false, 0, 1, 6, 2]],
    ['a byte-order mark', '\ufeffid,name\n1,Ann\n', [2, true, 3, 1, 11, 2]],
    ['characters of several bytes', 'größe,naïve😀\n1,2\n', [2, true, 0, 1, 19, 2]],
    ['line breaks in the header', '"a\n\nb",c\n1,2\n', [2, true, 0, 1, 9, 4]],
    ['empty lines before', '\n\r\nid,name\n1,Ann\n', [2, true, 3, 3, 11, 4]],
    ['a mark and empty lines', '\ufeff\n\nid,name\n1,Ann\n', [2, true, 5, 3, 13, 4]],
    ['only a header', 'id,name', [2, true, 0, 1, 7, 1]],
    ['one column', 'id\n1\n2\n', [1, true, 0, 1, 3, 2]],
    ['one column that begins with an empty text', '""\nabc\ndef\n', [1, false, 0, 1, 3, 2]],
    ['a quoted empty field at its beginning', '"",b\n1,2\n', [2, false, 0, 1, 5, 2]],
    ['a mark alone in front of a quote', '\ufeff"a","b"\n1,2\n', [2, true, 3, 1, 11, 2]],
  ] as const)
    it(`reads a file with ${what}`, () => {
      const { columns, headerDetected, firstOffset, firstLine, secondOffset, secondLine } =
        look(content);
      assert.deepEqual(
        [columns, headerDetected, firstOffset, firstLine, secondOffset, secondLine],
        expected,
      );
    });

  for (const [what, content, kind, reason] of [
    ['nothing but empty lines', '\n\r\n\n', 'fileEmpty', /empty/],
    ['nothing but a mark', '\ufeff', 'fileEmpty', /empty/],
    ['a quote that never closes', 'x,"id\n1,2\n', 'unclosedQuote', /never closes/],
  ] as const)
    it(`refuses ${what}`, () => {
      assert.throws(
        () => look(content),
        (error) => {
          assert.ok(isUploadError(error));
          assert.equal(error.kind, kind);
          assert.match(error.message, reason);
          assert.match(error.message, /rows\.csv/);
          return true;
        },
      );
    });

  it('says on which line the first quote opens that never closes', () => {
    assert.throws(
      () => look('\n\n"x\n","id\n'),
      (error) => {
        assert.ok(isUploadError(error));
        assert.deepEqual(error.place, { path: '/data/rows.csv', line: 4 });
        return true;
      },
    );
  });

  it('says nothing of a first record that is longer than the sample', () => {
    for (const content of ['a'.repeat(100), `"${'a'.repeat(100)}`, '\n\na,b']) {
      const { columns, headerDetected, firstRecord, firstOffset, secondOffset, secondLine } = look(
        content,
        false,
      );
      const skipped = content.startsWith('\n') ? 2 : 0;
      assert.deepEqual([columns, headerDetected, firstRecord], [undefined, false, []]);
      assert.deepEqual([firstOffset, secondOffset, secondLine], [skipped, skipped, skipped + 1]);
    }
  });

  it('takes a sample that ends in the middle of a character', () => {
    const bytes = Buffer.from('id,name\n1,é');
    const cut = sniff({ path: 'x', bytes: bytes.subarray(0, -1), isWhole: false });
    assert.equal(cut.columns, 2);
  });
});
