/** What docs/automation.md says about the commands; related ones share a row. IDs without `domoStreams.`. */
export const commandExplanations: readonly (readonly [ids: readonly string[], words: string])[] = [
  [
    ['connection.add', 'connection.edit', 'connection.remove'],
    'Instances and their tokens. A connection can be made read-only: it then refuses everything that would change something',
  ],
  [
    ['connection.moveUp', 'connection.moveDown'],
    'Their order in the tree; dragging one does the same',
  ],
  [['connection.addSandbox'], 'Starts a local server with sample streams and a sample file'],
  [['stream.open', 'execution.open'], 'As a JSON document that saves to Domo'],
  [
    ['stream.create', 'stream.createFromFile'],
    'A commented template; its first save creates the stream. From a file, its columns are read and explained',
  ],
  [
    ['document.preview', 'document.saveToDomo', 'document.discardDraft'],
    'What a save would do, side by side and in words; and what becomes of a draft',
  ],
  [
    ['stream.compare', 'stream.restore'],
    'With another stream or connection; back to what a save of yours has replaced',
  ],
  [
    ['stream.saveDefinition', 'stream.applyDefinition'],
    'What you define of a stream as `*.stream.json` for git; and from there to a stream, or to a new one',
  ],
  [['stream.search', 'stream.clearSearch'], 'Asks the server and shows what it finds in the tree'],
  [
    ['stream.run'],
    'Runs a connector and watches it; on other streams it opens an execution that waits for parts',
  ],
  [['stream.history'], 'A chart and a table of a stream’s executions: rows, duration, state'],
  [['execution.details'], 'An execution’s phases, times, rows and errors, while it runs and after'],
  [['execution.notify'], 'Tells when an execution has ended, wherever you are by then'],
  [['stream.abortAll'], 'Ends all active executions of a stream at once, after asking'],
  [
    ['file.upload'],
    'Uploads one or several files: from the Explorer, an editor tab, the tree or the palette',
  ],
  [['execution.commit', 'execution.abort', 'execution.delete', 'stream.delete'], 'After asking'],
  [
    ['copy.id', 'copy.name', 'copy.dataSetId', 'copy.url', 'copy.curl'],
    'A line for each selected stream or execution; `curl` has `$DOMO_TOKEN` in place of the token, or on Windows, for PowerShell, `$env:DOMO_TOKEN`',
  ],
  [['copy.link'], 'A link that opens the stream or execution in somebody else’s VS Code'],
  [['openInDomo'], 'The page of the stream’s DataSet'],
  [
    [
      'upload.pause',
      'upload.resume',
      'upload.resumeAll',
      'upload.retry',
      'upload.cancel',
      'upload.clearFinished',
    ],
    'In the Uploads view',
  ],
  [['refresh', 'showLog'], 'For the tree, and when something is not as it should be'],
];
