import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { settings, type Setting } from '../../src/manifest/settings';
import { contextValueOf, onRow } from '../../src/manifest/conditions';
import { withTables, type Manifest } from '../../tools/manifest/generate';

describe('package.json', () => {
  it('has what the tables of commands, settings, and task fields give', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    assert.deepEqual(
      manifest,
      withTables(manifest),
      'Run npm run build, which brings package.json up to date.',
    );
  });
});

describe('A setting', () => {
  const read = (name: keyof typeof settings, value: unknown): readonly [unknown, boolean] => {
    const { value: used, problem } = (settings[name] as Setting<unknown>).read(value);
    return [used, problem !== undefined];
  };

  it('is used as it is within its limits', () => {
    assert.deepEqual(read('upload.concurrency', 8), [8, false]);
    assert.deepEqual(read('request.timeoutSeconds', 1.5), [1.5, false]);
    assert.deepEqual(read('upload.partSizeMiB', null), [null, false]);
    assert.deepEqual(read('upload.compression', 'gzip'), ['gzip', false]);
  });

  it('is limited or rounded, and that is reported', () => {
    assert.deepEqual(read('upload.concurrency', 99), [16, true]);
    assert.deepEqual(read('upload.retries', -3), [0, true]);
    assert.deepEqual(read('tree.pageSize', 10.5), [11, true]);
  });

  it('is the default if it is of another kind, and that is reported', () => {
    for (const value of ['4', Number.NaN, {}, true])
      assert.deepEqual(read('upload.concurrency', value), [4, true]);
    assert.deepEqual(read('upload.route', 'part'), ['auto', true]);
    assert.deepEqual(read('connections', 'acme'), [[], true]);
  });
});

describe('A menu’s condition', () => {
  const matches = (condition: string, value: string): boolean => {
    const [, source = ''] = /viewItem =~ \/(.*)\/$/.exec(condition) ?? [];
    return new RegExp(source).test(value);
  };
  const row = (facts: Partial<Record<string, boolean>>): string =>
    contextValueOf('stream', {
      ...{ writable: false, connector: false, takesFiles: false },
      ...{ running: false, restorable: false, inDomo: false },
      ...facts,
    });

  it('is met by rows for which all its facts are true', () => {
    const condition = onRow('stream', 'connector', 'writable');
    assert.ok(matches(condition, row({ writable: true, connector: true, inDomo: true })));
    assert.ok(!matches(condition, row({ writable: true })));
    assert.ok(!matches(condition, row({ connector: true })));
  });

  it('is met by rows of its kind alone', () => {
    assert.ok(matches(onRow('stream'), row({})));
    assert.ok(!matches(onRow('execution'), row({ running: true })));
    assert.ok(!matches(onRow('stream'), 'streams'));
  });
});
