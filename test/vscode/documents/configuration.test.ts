import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { ConfigurationKey } from '../../../src/sandbox/options';
import { bodyOf, change, closeEditors, saves, show, streamUri } from '../../support/vscode/editors';
import { withInstance, type Instance } from '../../support/vscode/instance';

interface Setting {
  readonly name?: string;
  readonly value: string;
  readonly type: string;
}

/** Gives one setting another value, in the map of the specification or the list of live instances. */
async function configure(
  document: vscode.TextDocument,
  name: string,
  value: string,
): Promise<void> {
  await change(document, (body) => {
    const given = body['configuration'] as Setting[] | Record<string, Setting>;
    const configuration = Array.isArray(given)
      ? given.map((entry) => (entry.name === name ? { ...entry, value } : entry))
      : { ...given, [name]: { ...given[name], value } };
    return { ...body, configuration };
  });
}

async function valueOf(instance: Instance, streamId: number, name: string): Promise<unknown> {
  const { configuration } = await instance.stream(streamId);
  const given = configuration as Setting[] | Record<string, Setting>;
  return Array.isArray(given)
    ? given.find((entry) => entry.name === name)?.value
    : given[name]?.value;
}

/** The names under which the configuration was sent. */
function namesSent(instance: Instance): string[] {
  return instance.written.flatMap(({ body }) =>
    Object.keys(body as object).filter((name) => /configuration/i.test(name)),
  );
}

const servers: readonly [key: ConfigurationKey, first: string[], second: string[]][] = [
  ['both', ['streamConfiguration'], ['streamConfiguration']],
  ['streamConfiguration', ['streamConfiguration'], ['streamConfiguration']],
  ['configuration', ['streamConfiguration', 'configuration'], ['configuration']],
];

for (const [key, first, second] of servers) {
  describe(`The configuration, on a server that takes it as ${key}`, () => {
    const instance = withInstance({ recorded: true, configurationKey: key });
    afterEach(closeEditors);

    const open = (streamId: number): Promise<vscode.TextDocument> =>
      show(streamUri(instance().connectionId, streamId));

    it('is saved in the form of a map, in which it came', async () => {
      const document = await open(103);
      await configure(document, 'pastDays', '30');
      assert.equal(await saves(document), true);
      assert.deepEqual(namesSent(instance()), first);
      assert.equal(await valueOf(instance(), 103, 'pastDays'), '30');
      assert.ok(!Array.isArray((await instance().stream(103))['configuration']));
      assert.ok(!Array.isArray(bodyOf(document)['configuration']));
    });

    it('is saved in the form of a list, under the name that is known by now', async () => {
      const document = await open(104);
      await configure(document, 'subdomain', 'elsewhere');
      assert.equal(await saves(document), true);
      assert.deepEqual(namesSent(instance()), second);
      assert.equal(await valueOf(instance(), 104, 'subdomain'), 'elsewhere');
      assert.equal(await valueOf(instance(), 104, 'view'), '{"id":4711,"name":"Tier 1"}');
      assert.ok(Array.isArray(bodyOf(document)['configuration']));
    });

    it('is saved together with other fields, and these are sent once', async () => {
      const document = await open(111);
      await configure(document, 'path', '/new');
      await change(document, (body) => ({ ...body, scheduleRetryCount: 4 }));
      assert.equal(await saves(document), true);
      assert.equal(await valueOf(instance(), 111, 'path'), '/new');
      assert.equal((await instance().stream(111))['scheduleRetryCount'], 4);
      const bodies = instance().written.map(({ body }) => body as object);
      assert.equal(bodies.filter((body) => 'scheduleRetryCount' in body).length, 1);
    });

    it('takes a new setting in the short form that the server fills up', async () => {
      const document = await open(112);
      await change(document, (body) => ({
        ...body,
        configuration: [
          ...(body['configuration'] as Setting[]),
          { name: 'fresh', value: '1', type: 'string' },
        ],
      }));
      assert.equal(await saves(document), true);
      assert.equal(await valueOf(instance(), 112, 'fresh'), '1');
      assert.equal(await valueOf(instance(), 112, 'search'), 'customsearch_gl_actuals');
    });
  });
}

describe('A configuration that the server takes under no name', () => {
  const instance = withInstance({ recorded: true });
  afterEach(closeEditors);

  it('is not called saved', async () => {
    const document = await show(streamUri(instance().connectionId, 103));
    await configure(document, 'pastDays', '90');
    // As if it were taken.
    const body = await instance().stream(103);
    await instance().setFaults([{ method: 'PUT', path: '**', status: 200, body }]);
    assert.equal(await saves(document), false);
    assert.equal(document.isDirty, true);
    await instance().setFaults([]);
    assert.equal(await saves(document), true);
    assert.equal(await valueOf(instance(), 103, 'pastDays'), '90');
  });
});
