import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The commands that documentation, keybindings and automation rely on: id without prefix, and title. */
const commandTitles = {
  'connection.add': 'Add Connection…',
  'connection.addSandbox': 'Try the Built-in Sandbox',
  'connection.edit': 'Edit Connection…',
  'connection.remove': 'Remove Connection',
  'connection.moveUp': 'Move Connection Up',
  'connection.moveDown': 'Move Connection Down',
  'stream.open': 'Open Stream…',
  'stream.create': 'New Stream…',
  'stream.createFromFile': 'New Stream from File…',
  'stream.compare': 'Compare Stream…',
  'stream.saveDefinition': 'Save Definition to File…',
  'stream.applyDefinition': 'Apply Definition…',
  'stream.restore': 'Restore Earlier Version…',
  'stream.delete': 'Delete Stream…',
  'document.preview': 'Preview Changes',
  'document.saveToDomo': 'Save to Domo',
  'document.discardDraft': 'Discard Draft',
  'stream.search': 'Search Streams…',
  'stream.clearSearch': 'Clear Search',
  'stream.run': 'Start Execution',
  'stream.history': 'Show Run History',
  'stream.abortAll': 'Abort Active Executions…',
  'file.upload': 'Upload to Stream…',
  'execution.open': 'Open Execution…',
  'execution.delete': 'Delete Execution…',
  'execution.commit': 'Commit Execution…',
  'execution.abort': 'Abort Execution…',
  'execution.details': 'Show Execution Details',
  'execution.notify': 'Notify When It Ends',
  'upload.pause': 'Pause Upload',
  'upload.resume': 'Resume Upload',
  'upload.resumeAll': 'Resume All Uploads',
  'upload.retry': 'Retry Upload',
  'upload.cancel': 'Cancel Upload',
  'upload.clearFinished': 'Clear Finished Uploads',
  'copy.id': 'Copy Id',
  'copy.name': 'Copy DataSet Name',
  'copy.dataSetId': 'Copy DataSet Id',
  'copy.url': 'Copy URL',
  'copy.curl': 'Copy as curl',
  'copy.link': 'Copy Link for VS Code',
  openInDomo: 'Open in Domo',
  refresh: 'Refresh',
  showLog: 'Show Log',
};

/** Registered for clicks and keys in the tree, and for nothing else. */
const internalCommands = ['tree.find', 'tree.loadMore'];

const contextValues = [
  'connection',
  'connection.readOnly',
  'stream',
  'stream.connector',
  'stream.readOnly',
  'execution.active',
  'execution.active.readOnly',
  'execution.ended',
  'execution.ended.readOnly',
  'upload.running',
  'upload.paused',
  'upload.failed',
  'upload.done',
];

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly main: string;
  readonly engines: { readonly vscode: string };
  readonly extensionKind: string[];
  readonly activationEvents: string[];
  readonly dependencies?: unknown;
  readonly devDependencies: Record<string, string>;
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: string[];
    };
  };
  readonly contributes: {
    readonly commands: { command: string; title: string; category: string }[];
    readonly views: { domoStreams: { id: string; name: string }[] };
    readonly menus: Record<string, { command?: string; submenu?: string; when: string }[]>;
    readonly configuration: { properties: Record<string, { scope?: string }> };
  };
}

const root = process.cwd();
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const strings = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<
  string,
  string
>;
const { commands, configuration, menus, views } = manifest.contributes;

function localized(text: string): string | undefined {
  return strings[text.replace(/^%|%$/g, '')];
}

function sourceText(): string {
  const folder = join(root, 'src/vscode');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

describe('The manifest', () => {
  it('has the names that others rely on', () => {
    assert.deepEqual(
      [manifest.publisher, manifest.name, manifest.main, manifest.engines.vscode],
      ['streams-for-domo', 'domo-streams', './dist/extension.js', '^1.100.0'],
    );
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.deepEqual(manifest.activationEvents, ['onFileSystem:domo-stream', 'onUri']);
    assert.deepEqual(
      views.domoStreams.map(({ id, name }) => [id, localized(name)]),
      [
        ['domoStreams.streams', 'Streams'],
        ['domoStreams.uploads', 'Uploads'],
      ],
    );
  });

  it('contributes exactly the commands of the table, each with its title', () => {
    const contributed = commands.map(({ command, title }) => [command, localized(title)]);
    const expected = Object.entries(commandTitles).map(([id, title]) => [
      `domoStreams.${id}`,
      title,
    ]);
    assert.deepEqual(contributed, expected);
    assert.ok(commands.every(({ category }) => category === 'Domo Streams'));
  });

  it('contributes what the source registers, and nothing else', () => {
    const registered = [...sourceText().matchAll(/registry\.add\(\s*'([\w.]+)'/g)].map(
      ([, id]) => id,
    );
    assert.deepEqual(
      registered.sort(),
      [...Object.keys(commandTitles), ...internalCommands].sort(),
    );
  });

  it('puts only its own commands into menus, and only for items that exist', () => {
    for (const { command = '', submenu, when } of Object.values(menus).flat()) {
      if (submenu === undefined)
        assert.ok(command.replace('domoStreams.', '') in commandTitles, command);
      else assert.ok(submenu in menus, submenu);
      for (const [, value = ''] of when.matchAll(/viewItem == ([\w.]+)/g))
        assert.ok(contextValues.includes(value), `${command}: ${value}`);
      for (const [, pattern = ''] of when.matchAll(/viewItem =~ \/(.+?)\/(?: |$)/g))
        assert.ok(
          contextValues.some((value) => new RegExp(pattern).test(value)),
          `${command}: ${pattern}`,
        );
    }
  });

  it('gives every item of the tree a value that a menu can ask for', () => {
    const source = sourceText();
    for (const value of contextValues) assert.ok(source.includes(`'${value}'`), value);
  });

  it('keeps the connections out of the reach of workspaces', () => {
    assert.equal(configuration.properties['domoStreams.connections']?.scope, 'application');
  });

  it('works in Restricted Mode, where no setting of the workspace counts', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.deepEqual(
      ['domoStreams.connections', ...restrictedConfigurations],
      Object.keys(configuration.properties),
    );
  });

  it('describes every setting that the source reads, and reads every one that it describes', () => {
    const described = Object.keys(configuration.properties).map((key) =>
      key.replace('domoStreams.', ''),
    );
    const source = sourceText();
    for (const key of described)
      assert.ok(
        source.includes(`'${key.replace(/^upload\./, '')}'`) || source.includes(`'${key}'`),
        key,
      );
  });

  it('has a text for every key, and no text that is not used', () => {
    const used = new Set(
      [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key),
    );
    assert.deepEqual([...used].sort(), Object.keys(strings).sort());
  });

  it('ships no package beside its bundles', () => {
    assert.equal(manifest.dependencies, undefined);
  });
});
