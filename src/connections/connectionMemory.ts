import type { UploadRoute } from '../domo/api/executions';
import type { StreamQuery } from '../domo/api/model';

type ConfigurationKey = 'streamConfiguration' | 'configuration';

const keptSearches = 10;

/** Values that outlive the window. `vscode.Memento` fits. */
interface KeyedState {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** What was found out about a connection's server, kept between windows. */
export class ConnectionMemory {
  constructor(private readonly state: KeyedState) {}

  uploadRoute(connectionId: string): UploadRoute | undefined {
    return this.state.get(`uploadRoute:${connectionId}`) as UploadRoute | undefined;
  }

  setUploadRoute(connectionId: string, route: UploadRoute): void {
    void this.state.update(`uploadRoute:${connectionId}`, route);
  }

  /** Bytes per second of the last upload of some size. */
  uploadSpeed(connectionId: string): number | undefined {
    return this.state.get(`uploadSpeed:${connectionId}`) as number | undefined;
  }

  setUploadSpeed(connectionId: string, bytesPerSecond: number): void {
    void this.state.update(`uploadSpeed:${connectionId}`, bytesPerSecond);
  }

  /** The name under which the server takes a stream's configuration: the specification's until it is known. */
  configurationKey(connectionId: string): ConfigurationKey {
    return (
      (this.state.get(`configurationKey:${connectionId}`) as ConfigurationKey | undefined) ??
      'streamConfiguration'
    );
  }

  setConfigurationKey(connectionId: string, key: ConfigurationKey): void {
    void this.state.update(`configurationKey:${connectionId}`, key);
  }

  /** What was searched for, the latest first. */
  searches(connectionId: string): readonly StreamQuery[] {
    return (this.state.get(`searches:${connectionId}`) as StreamQuery[] | undefined) ?? [];
  }

  addSearch(connectionId: string, query: StreamQuery): void {
    const others = this.searches(connectionId).filter((other) => !isSame(other, query));
    const searches = [query, ...others].slice(0, keptSearches);
    void this.state.update(`searches:${connectionId}`, searches);
  }

  removeSearch(connectionId: string, query: StreamQuery): void {
    const others = this.searches(connectionId).filter((other) => !isSame(other, query));
    void this.state.update(`searches:${connectionId}`, others);
  }

  /** Whether a person wants to confirm changes that can do harm. */
  asksBeforeRisks(connectionId: string): boolean {
    return (this.state.get(`asksBeforeRisks:${connectionId}`) as boolean | undefined) ?? true;
  }

  stopAskingBeforeRisks(connectionId: string): void {
    void this.state.update(`asksBeforeRisks:${connectionId}`, false);
  }

  /** What is known of a server does not hold for the next one under the same id. */
  forget(connectionId: string): void {
    void this.state.update(`uploadRoute:${connectionId}`, undefined);
    void this.state.update(`uploadSpeed:${connectionId}`, undefined);
    void this.state.update(`configurationKey:${connectionId}`, undefined);
    void this.state.update(`searches:${connectionId}`, undefined);
    void this.state.update(`asksBeforeRisks:${connectionId}`, undefined);
  }
}

function isSame(left: StreamQuery, right: StreamQuery): boolean {
  return left.key === right.key && left.value === right.value;
}
