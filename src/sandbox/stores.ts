import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectorRuns } from './connectorRuns';
import { DataSetStore } from './dataSetStore';
import { ExecutionStore } from './executionStore';
import { FaultBook } from './faultBook';
import type { FaultRule } from './faultRules';
import { Lifecycle } from './lifecycle';
import type { Settings } from './options';
import { PartStore } from './partStore';
import { RequestLog } from './requestLog';
import { sampleSeed } from './samples';
import { joinSeeds } from './seed';
import type { Services } from './services';
import { readState, StateFile, type SandboxState } from './stateFile';
import { StreamStore } from './streamStore';
import { syntheticSeed } from './synthetic';
import { Timers } from './timers';

const secondsPerDay = 86_400;

/** Everything that the sandbox holds. */
export interface Stores {
  readonly services: Services;
  /** Stops what runs, and writes the state; rejects where it can't be written. */
  close(): Promise<void>;
}

/** Opens a folder, and goes on with what is kept in it. Rejects where its state file is damaged. */
export async function openStores(
  folder: string,
  settings: Settings,
  faults: readonly FaultRule[],
  keeps: boolean,
): Promise<Stores> {
  mkdirSync(folder, { recursive: true });
  const statePath = join(folder, 'sandbox-state.json');
  const state = readState(statePath);
  const anchorSeconds = state?.anchorSeconds ?? lastMidnight();
  const changed = (): void => {
    if (keeps) stateFile.schedule();
  };
  const { streams, executions } = openRecords(settings, anchorSeconds, state, changed);
  const stateFile = new StateFile(statePath, () => ({
    version: 1,
    anchorSeconds,
    streams: streams.save(),
    executions: executions.save(),
  }));
  const timers = new Timers();
  const services = await buildServices(folder, settings, faults, streams, executions, timers);
  changed();
  const close = async (): Promise<void> => {
    timers.close();
    await stateFile.flush();
  };
  return { services, close };
}

function openRecords(
  settings: Settings,
  anchorSeconds: number,
  state: SandboxState | undefined,
  changed: () => void,
): { streams: StreamStore; executions: ExecutionStore } {
  const seed = joinSeeds(sampleSeed(anchorSeconds), syntheticSeed(settings.streams, anchorSeconds));
  const streams = new StreamStore(seed, changed);
  const executions = new ExecutionStore(seed, changed);
  if (state) {
    streams.restore(state.streams);
    executions.restore(state.executions);
  }
  return { streams, executions };
}

async function buildServices(
  folder: string,
  settings: Settings,
  faults: readonly FaultRule[],
  streams: StreamStore,
  executions: ExecutionStore,
  timers: Timers,
): Promise<Services> {
  const parts = new PartStore(folder);
  await parts.restore();
  const dataSets = new DataSetStore(folder);
  const runs = new ConnectorRuns(settings, streams, executions, timers);
  const shared = { settings, streams, executions, parts, dataSets };
  const lifecycle = new Lifecycle({ ...shared, runs, timers });
  lifecycle.resume();
  return {
    ...shared,
    lifecycle,
    faults: new FaultBook(faults),
    requestLog: new RequestLog(),
  };
}

/** The samples' runs of "today" are then never in the future. Epoch seconds. */
function lastMidnight(): number {
  const now = Math.floor(Date.now() / 1000);
  return now - (now % secondsPerDay);
}
