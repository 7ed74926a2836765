import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCommandLine } from '../../../src/sandbox/commandLine';
import { parseOptions } from '../../../src/sandbox/options';
import { startSandbox } from '../../../src/sandbox/server';
import { TestSandbox, withSandbox, type StreamJson } from './support';

describe('sandbox: options', () => {
  describe('streams', () => {
    const sandbox = withSandbox({ streams: 100_000 });

    it('adds as many streams as told, the same ones each time', async () => {
      const last = (await sandbox().get('/api/data/v1/streams?limit=500&offset=100012')).json<
        StreamJson[]
      >();
      assert.deepEqual(
        last.map(({ id }) => id),
        [101_000],
      );
      const other = await TestSandbox.start({ streams: 100_000 });
      assert.deepEqual(await other.stream(54_321), await sandbox().stream(54_321));
      await other.close();
    });

    it('gives one of them ten thousand executions', async () => {
      const page = await sandbox().get('1001/executions?limit=500&offset=9999');
      assert.deepEqual(
        page.json<{ executionId: number }[]>().map(({ executionId }) => executionId),
        [10_000],
      );
    });

    it('finds one among all', async () => {
      const { dataSource } = await sandbox().stream(77_777);
      const found = await sandbox().get(`search?q=dataSource.name:${encodeURI(dataSource.name)}`);
      assert.deepEqual(
        found.json<StreamJson[]>().map(({ id }) => id),
        [77_777],
      );
    });
  });

  it('gives sparse list rows, and whole streams one by one', async () => {
    const sandbox = await TestSandbox.start({ sparse: true });
    const [row] = (await sandbox.get('/api/data/v1/streams?limit=1')).json<StreamJson[]>();
    assert.ok(row);
    assert.equal('name' in row.dataSource, false);
    assert.deepEqual(
      [row.lastExecution, row.schemaDefinition, row.account, row.configuration],
      [null, null, null, []],
    );
    assert.equal((await sandbox.stream(row.id)).dataSource.name, 'Orders');
    await sandbox.close();
  });

  for (const key of ['streamConfiguration', 'configuration'] as const)
    it(`takes a configuration only as ${key}`, async () => {
      const sandbox = await TestSandbox.start({ configurationKey: key });
      for (const name of ['streamConfiguration', 'configuration']) {
        const entry = { name: 'sent-as', value: name };
        assert.equal((await sandbox.put('104', { [name]: [entry] })).status, 200);
      }
      const { configuration } = await sandbox.stream(104);
      assert.equal((configuration as { value: string }[])[0]?.value, key);
      await sandbox.close();
    });

  describe('data', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'sandbox-data-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('keeps streams, rows, executions and parts between starts', async () => {
      const first = await TestSandbox.start({ data: folder });
      await first.put('101', { dataSource: { name: 'Renamed' } });
      await first.upload(105, ['a\n']);
      const { executionId } = await first.execute(105);
      await first.put(`105/executions/${executionId}/part/1`, 'b\nc\n');
      await first.call('DELETE', '113');
      await first.close();

      const second = await TestSandbox.start({ data: folder });
      assert.equal((await second.stream(101)).dataSource.name, 'Renamed');
      assert.equal((await second.get('113')).status, 404);
      assert.equal(await second.stored(105), 'a\n');
      await second.put(`105/executions/${executionId}/commit`);
      assert.equal((await second.ended(105, executionId)).rowsInserted, 2);
      assert.equal(await second.stored(105), 'a\nb\nc\n');
      await second.close();
    });

    it('finishes at the next start what was committed before', async () => {
      const first = await TestSandbox.start({ data: folder, loadMilliseconds: 60_000 });
      const { executionId } = await first.execute(105);
      await first.put(`105/executions/${executionId}/part/1`, 'a\n');
      await first.put(`105/executions/${executionId}/commit`);
      await first.close();
      const second = await TestSandbox.start({ data: folder });
      assert.equal((await second.ended(105, executionId)).currentState, 'SUCCESS');
      await second.close();
    });

    it('refuses a damaged state file, and leaves it as it is', async () => {
      const file = join(folder, 'sandbox-state.json');
      await writeFile(file, '{"version":1,"str');
      await assert.rejects(startSandbox({ data: folder }), /state file .* is damaged/);
      assert.equal(await readFile(file, 'utf8'), '{"version":1,"str');
    });
  });

  it('removes its temporary folder at close', async () => {
    const folders = async (): Promise<string[]> =>
      (await readdir(tmpdir())).filter((name) => name.startsWith('domo-sandbox-'));
    const before = new Set(await folders());
    const sandbox = await TestSandbox.start();
    const created = (await folders()).filter((name) => !before.has(name));
    assert.ok(created.length > 0);
    await sandbox.close();
    const left = created.filter((name) => existsSync(join(tmpdir(), name)));
    assert.ok(left.length < created.length);
  });

  it('says that a port is in use', async () => {
    const sandbox = await TestSandbox.start();
    const port = Number(new URL(sandbox.sandbox.url).port);
    await assert.rejects(startSandbox({ port }), { message: `Port ${port} is in use.` });
    await sandbox.close();
  });

  for (const [options, message] of [
    [{ port: -1 }, /port must be a whole number/],
    [{ streams: 100_001 }, /streams must be a whole number from 0 to 100000/],
    [{ routes: 'all' }, /routes must be one of/],
    [{ sparse: 'yes' }, /sparse must be true or false/],
    [{ toString: 1 }, /Unknown option: toString/],
    [{ faults: [{}] }, /Fault rule 1/],
  ] as const)
    it(`refuses ${JSON.stringify(options)}`, () => {
      assert.throws(() => parseOptions(options), message);
    });

  it('reads the command line', async () => {
    const words = '--port 8080 --token t --streams 5 --sparse --routes live --data d'.split(' ');
    assert.deepEqual(await parseCommandLine(words), {
      port: 8080,
      token: 't',
      streams: 5,
      sparse: true,
      routes: 'live',
      data: 'd',
    });
  });

  for (const words of [['--bogus'], ['--port', 'x'], ['--port'], ['extra'], ['--faults', '/none']])
    it(`refuses the command line ${words.join(' ')}`, async () => {
      await assert.rejects(parseCommandLine(words), Error);
    });
});
