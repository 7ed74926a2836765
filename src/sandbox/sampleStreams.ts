import type { UpdateMethod } from './model';

/** A sample stream in short. */
export interface SampleStream {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** `TYPE`, or `CONNECTOR package version`. */
  readonly transport: string;
  /** `key:Name`. */
  readonly provider: string;
  readonly owner: 'Mara' | 'Odile' | 'Teo';
  readonly method: UpdateMethod;
  readonly schedule?: string;
  readonly accountId?: number;
  /** `name:TYPE name:TYPE …`. */
  readonly columns?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** True for the specification's form: settings as a map, a nested schedule. */
  readonly specificationForm?: boolean;
  readonly rows: number;
  /** Oldest first: Success, Error, Failed, aborted (X), Active. */
  readonly runs: string;
  readonly hoursBetweenRuns: number;
}

/** The columns of `sample-orders.csv`. */
export const orderColumns =
  'order_id:LONG order_date:DATE customer:STRING city:STRING product:STRING quantity:LONG unit_price:DECIMAL note:STRING';

/** The columns of `sample-customers.csv`. */
export const customerColumns =
  'customer_id:LONG name:STRING email:STRING city:STRING joined_at:DATETIME points:LONG';

/** Streams that are fed with parts, as a coffee roaster with a few shops would have them. */
export const uploadSamples: readonly SampleStream[] = [
  {
    id: 101,
    name: 'Orders',
    description: 'Every order of the web shop, one row per line item. Replaced each night.',
    transport: 'API',
    provider: 'dataset-api:DataSet API',
    owner: 'Mara',
    method: 'REPLACE',
    columns: orderColumns,
    rows: 48_211,
    runs: 'SSSXSS',
    hoursBetweenRuns: 24,
  },
  {
    id: 102,
    name: 'Customers / Loyalty',
    description: 'New members of the loyalty programme, added as they join.',
    transport: 'API',
    provider: 'dataset-api:DataSet API',
    owner: 'Odile',
    method: 'APPEND',
    columns: customerColumns,
    rows: 12_907,
    runs: 'SSESS',
    hoursBetweenRuns: 12,
  },
  {
    id: 105,
    name: '☕ Roaster Sensor Readings',
    description: 'Drum temperature and bean colour, every ten seconds.',
    transport: 'API',
    provider: 'dataset-api:DataSet API',
    owner: 'Teo',
    method: 'APPEND',
    rows: 3_518_220,
    runs: 'SSSSSSSSSSSS',
    hoursBetweenRuns: 1,
  },
  {
    id: 107,
    name: 'Warehouse Stock Levels',
    description: 'Nightly count of green and roasted coffee per warehouse.',
    transport: 'SFTP',
    provider: 'sftp:SFTP Push',
    owner: 'Teo',
    method: 'REPLACE',
    schedule: '0 30 4 * * ? *',
    accountId: 19,
    columns: 'sku:STRING warehouse:STRING bags:LONG counted_at:DATETIME',
    settings: { directory: '/outgoing/stock', filePattern: 'stock-*.csv' },
    rows: 2_316,
    runs: 'SSSSA',
    hoursBetweenRuns: 24,
  },
  {
    id: 108,
    name: 'Store Targets 2026',
    description: 'Monthly targets per shop, typed in by the regional managers.',
    transport: 'WEBFORM',
    provider: 'webform:Webform',
    owner: 'Mara',
    method: 'REPLACE',
    columns: 'store:STRING month:DATE target:DECIMAL',
    rows: 144,
    runs: 'SS',
    hoursBetweenRuns: 720,
  },
  {
    id: 110,
    name: 'Café Münster: Kassenbuch',
    description: 'Tagesabschlüsse der Filiale in Münster.',
    transport: 'API',
    provider: 'dataset-api:DataSet API',
    owner: 'Odile',
    method: 'APPEND',
    columns: 'tag:DATE kasse:STRING umsatz:DECIMAL bemerkung:STRING',
    rows: 1_096,
    runs: 'SFS',
    hoursBetweenRuns: 24,
  },
  {
    id: 113,
    name: 'New Product Ideas',
    description: '',
    transport: 'API',
    provider: 'dataset-api:DataSet API',
    owner: 'Mara',
    method: 'APPEND',
    rows: 0,
    runs: '',
    hoursBetweenRuns: 24,
  },
];
