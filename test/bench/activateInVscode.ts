// What the benchmark of activation runs in the extension host of a real VS Code.
import { appendFileSync, realpathSync, statSync } from 'node:fs';
import Module from 'node:module';
import * as vscode from 'vscode';
import { emptyExtensionId } from './emptyExtension';
import { variables } from '../host/variables';
import { secondsOf, type Row } from './report';

type Load = (this: unknown, module: unknown, file: string) => void;

/** What VS Code calls. Each extension is activated for the first time, as by opening its view. */
export async function run(): Promise<void> {
  for (const id of [emptyExtensionId, 'streams-for-domo.domo-streams'])
    appendFileSync(
      process.env[variables.outputFile] ?? '',
      `${JSON.stringify(await measure(id))}\n`,
    );
}

async function measure(id: string): Promise<Row> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) throw new Error(`${id} is missing, or active already.`);
  const loaded = watchLoads(realpathSync(extension.extensionPath));
  const seconds = await secondsOf(() => Promise.resolve(extension.activate()));
  loaded.stop();
  return {
    extension: id,
    kilobytesLoaded: loaded.bytes / 1000,
    loadMilliseconds: loaded.milliseconds,
    // From the request to its answer: what the extension host itself does is in the empty one's time too.
    activationMilliseconds: seconds * 1000,
  };
}

interface Loads {
  bytes: number;
  milliseconds: number;
  stop: () => void;
}

/** Counts the files of an extension that are loaded, and the time that this takes. */
function watchLoads(folder: string): Loads {
  const extensions = (Module as unknown as { _extensions: Record<string, Load> })._extensions;
  const former = extensions['.js'];
  const loads: Loads = {
    bytes: 0,
    milliseconds: 0,
    stop: () => {
      if (former) extensions['.js'] = former;
    },
  };
  extensions['.js'] = function (module, file) {
    const startedAt = performance.now();
    former?.call(this, module, file);
    if (!file.startsWith(folder)) return;
    loads.bytes += statSync(file).size;
    loads.milliseconds += performance.now() - startedAt;
  };
  return loads;
}
