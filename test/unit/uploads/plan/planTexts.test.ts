import assert from 'node:assert/strict';
import { text } from '../../../../src/base/text';
import type { Stream } from '../../../../src/domo/api/model';
import type { Inspection } from '../../../../src/uploads/plan/inspect';
import {
  differencesText,
  filesText,
  headerText,
  methodText,
  previewText,
  sizeText,
  uncertainFile,
  wayText,
  wordsText,
  type UploadPlan,
} from '../../../../src/uploads/plan/planTexts';

const stream = { id: 7, updateMethod: 'REPLACE', rowCount: 53_201 } as Stream;

function inspectionOf(change: Partial<Inspection> & { size?: number } = {}): Inspection {
  const { size = 12_400_000, ...rest } = change;
  return {
    version: { path: '/data/rows.csv', size, modifiedMilliseconds: 0 },
    headerDetected: true,
    headerCertainty: 'certain',
    firstRecord: ['id', 'name'],
    rows: { count: 1_234_568, isExact: false },
    ...rest,
  } as Inspection;
}

function planOf(change: Partial<UploadPlan> = {}): UploadPlan {
  return {
    stream,
    inspections: [inspectionOf()],
    updateMethod: 'REPLACE',
    hasHeader: undefined,
    concurrency: 4,
    partSizeBytes: undefined,
    compression: 'auto',
    bytesPerSecond: undefined,
    ...change,
  };
}

function streamWith(columns: string[]): Stream {
  return { ...stream, columns: columns.map((name) => ({ name, type: 'STRING' })) };
}

describe('The plan of an upload', () => {
  it('names the file, or the first of several', () => {
    assert.equal(filesText(planOf()), 'rows.csv');
    const three = [inspectionOf(), inspectionOf(), inspectionOf()];
    assert.equal(filesText(planOf({ inspections: three })), 'rows.csv and 2 more');
  });

  it('tells size and rows, and what of it is a guess', () => {
    assert.equal(sizeText(planOf()), '12.4 MB · about 1,200,000 rows');
    const small = inspectionOf({ size: 900, rows: { count: 11, isExact: true } });
    assert.equal(sizeText(planOf({ inspections: [small] })), '900 B · 10 rows');
    assert.equal(sizeText(planOf({ inspections: [small], hasHeader: false })), '900 B · 11 rows');
  });

  it('tells the columns, and whether they are those of the stream', () => {
    const inspections = [inspectionOf({ size: 900, columns: 2, rows: undefined })];
    const of = (change: Partial<UploadPlan>): string =>
      sizeText(planOf({ inspections, ...change }));
    assert.equal(of({}), '900 B · 2 columns');
    const same = streamWith(['id', 'name']);
    assert.equal(of({ stream: same }), '900 B · 2 columns as in the stream');
    assert.equal(of({ stream: streamWith(['id', 'total']) }), '900 B · 2 columns');
  });

  it('leaves rows out that nobody can guess', () => {
    const packed = inspectionOf({ size: 900, rows: undefined });
    assert.equal(sizeText(planOf({ inspections: [packed] })), '900 B');
  });

  it('adds several files up', () => {
    const small = inspectionOf({ size: 900, rows: { count: 11, isExact: true } });
    assert.equal(sizeText(planOf({ inspections: [small, small] })), '1.8 KB · 20 rows');
  });

  it('tells the parts, the conversion, the compression and the time that it may take', () => {
    assert.equal(wayText(planOf()), 'about 3 parts · gzip where that is faster');
    assert.equal(wayText(planOf({ inspections: [inspectionOf({ size: 900 })] })), '1 part');
    const inspections = [inspectionOf({ convertedFrom: text('UTF-16, {0}', text('tabs')) })];
    const plan = planOf({ inspections, compression: 'none', bytesPerSecond: 200_000 });
    assert.equal(
      wayText(plan),
      'about 3 parts · converted from UTF-16, tabs · about 1 min 2 s at the speed of the last upload',
    );
  });

  it('tells how a file reads whose encoding is not certain', () => {
    assert.equal(uncertainFile(planOf()), undefined);
    const reading = { encoding: 'windows-1252', words: ['Köln', 'Zoë'] } as const;
    const version = { path: '/data/old.csv', size: 1, modifiedMilliseconds: 0 };
    const inspections = [inspectionOf(), inspectionOf({ version, reading })];
    assert.deepEqual(uncertainFile(planOf({ inspections })), { path: '/data/old.csv', reading });
    assert.equal(wordsText(reading), '“Köln”, “Zoë”');
  });

  it('tells what becomes of the present rows', () => {
    const of = (change: Partial<UploadPlan>): string => methodText(planOf(change));
    assert.equal(of({}), 'Drops the 53,201 present rows of the DataSet.');
    assert.equal(
      of({ inspections: [inspectionOf(), inspectionOf()] }),
      'Drops the 53,201 present rows of the DataSet, and the other files are added to the first.',
    );
    assert.equal(of({ updateMethod: 'APPEND' }), 'The rows are added to the 53,201 present rows.');
    const unknown = { ...stream, rowCount: undefined };
    assert.equal(of({ stream: unknown }), 'Drops all present rows of the DataSet.');
    assert.equal(
      of({ updateMethod: 'UPSERT' }),
      'Rows with the same key are replaced, others are added.',
    );
    assert.equal(of({ updateMethod: 'PARTITION' }), 'The rows are taken as the stream is set.');
  });

  it('tells what becomes of the first lines', () => {
    assert.equal(headerText(planOf()), 'Skip first line (header)');
    assert.equal(headerText(planOf({ hasHeader: false })), 'Upload first line (data)');
    const version = { path: '/data/more.csv', size: 1, modifiedMilliseconds: 0 };
    const inspections = [inspectionOf(), inspectionOf({ version, headerDetected: false })];
    assert.equal(
      headerText(planOf({ inspections })),
      'Skip first line (header), except in more.csv',
    );
    assert.equal(headerText(planOf({ inspections, hasHeader: true })), 'Skip first line (header)');
  });

  it('shows the first record in one line, cut short', () => {
    const inspections = [inspectionOf({ firstRecord: ['two\nlines', 'x'.repeat(200)] })];
    const text = previewText(planOf({ inspections }));
    assert.ok(text.startsWith('two lines, xxx'));
    assert.equal(text.length, 121);
  });

  it('names the first columns that are named otherwise than in the stream', () => {
    const named = (names: string[], hasHeader?: boolean): string | undefined =>
      differencesText(
        planOf({
          stream: streamWith(['ID', 'total', 'c', 'd', 'e']),
          inspections: [inspectionOf({ firstRecord: names })],
          hasHeader,
        }),
      );
    assert.equal(named(['id', ' Total ', 'c', 'd', 'e']), undefined);
    assert.equal(named(['id', 'amount', 'c', 'd', 'e']), '2 is “amount” instead of “total”');
    assert.match(
      named(['1', '2', '3', '4', '5']) ?? '',
      /^1 is “1” .*; 3 is “3” instead of “c”; 2 more$/,
    );
    assert.equal(named(['1', '2', '3', '4', '5'], false), undefined);
  });

  it('names the file of a difference where there are several', () => {
    const inspections = [inspectionOf(), inspectionOf({ firstRecord: ['id', 'title'] })];
    assert.equal(
      differencesText(planOf({ inspections, stream: streamWith(['id', 'name']) })),
      'rows.csv: 2 is “title” instead of “name”',
    );
  });

  it('has nothing to compare where the stream has no schema', () => {
    assert.equal(differencesText(planOf()), undefined);
  });
});
