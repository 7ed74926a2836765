import type { Column } from '../../../domo/model';

/** The kinds of streams that there are templates for. */
export const templateTransports = ['API', 'SFTP', 'CONNECTOR'] as const;
export type TemplateTransport = (typeof templateTransports)[number];

/** A column of a new stream, and why it is as it is where that is not plain. */
export interface TemplateColumn extends Column {
  readonly note?: string;
}

const firstLines = `// A new stream, with a DataSet of its own. The first save creates it in Domo.
// Point at a field to read what it is for; Ctrl+Space shows what else there is.`;

const dataSource = (name: string): string => `  "dataSource": {
    // The DataSet's name, as it is shown in Domo.
    "name": ${JSON.stringify(name)},
    "description": ""
  }`;

const updateMethod = (method: string): string =>
  `  // REPLACE drops the present rows with each load, APPEND adds to them.
  "updateMethod": "${method}"`;

const account = `  // The account whose credentials are used. It is made in Domo beforehand.
  "account": {
    "id": 0
  }`;

/** The text of a new stream's document: JSON with comments, which are not sent. */
export function transportTemplate(transport: TemplateTransport): string {
  switch (transport) {
    case 'API':
      return uploadTemplate('New DataSet', [
        { name: 'id', type: 'LONG' },
        { name: 'name', type: 'STRING' },
      ]);
    case 'SFTP':
      return sftpTemplate;
    case 'CONNECTOR':
      return connectorTemplate;
  }
}

/** A stream that is fed by uploads, as live clients create it: transport, provider, DataSet and schema. */
export function uploadTemplate(name: string, columns: readonly TemplateColumn[]): string {
  return object([
    `  // Files are uploaded to it, from here or by a program.
  "transport": {
    "type": "API"
  }`,
    updateMethod('REPLACE'),
    `  "dataProvider": {
    "key": "api"
  }`,
    dataSource(name),
    `  // The columns, in the order of the files. STRING, LONG, DECIMAL, DOUBLE, DATE or DATETIME.
  "schemaDefinition": {
    "columns": [
${columnLines(columns)}
    ]
  }`,
  ]);
}

function columnLines(columns: readonly TemplateColumn[]): string {
  return columns
    .map(({ name, type, note }, index) => {
      const comment = note === undefined ? '' : `      // ${oneLine(note)}\n`;
      const separator = index < columns.length - 1 ? ',' : '';
      const line = `{ "name": ${JSON.stringify(name)}, "type": ${JSON.stringify(type ?? 'STRING')} }`;
      return `${comment}      ${line}${separator}`;
    })
    .join('\n');
}

/** A line break would end the comment. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ');
}

const sftpTemplate = object([
  `  // Domo takes files that are put on its SFTP server.
  "transport": {
    "type": "SFTP"
  }`,
  updateMethod('REPLACE'),
  dataSource('New DataSet'),
  account,
]);

const connectorTemplate = object([
  `  // Each execution launches the connector.
  "transport": {
    "type": "CONNECTOR",
    // Which one, such as com.domo.connector.facebook; streams of its kind show it.
    "description": "",
    "version": "1"
  }`,
  `  // The connector's key, such as facebook.
  "dataProvider": {
    "key": ""
  }`,
  updateMethod('REPLACE'),
  dataSource('New DataSet'),
  account,
  `  // What the connector is to fetch: its own parameters, with values as text.
  "configuration": [
    // { "category": "METADATA", "name": "report", "type": "string", "value": "campaign_insights" }
  ]`,
  `  // When it runs: MANUAL, or a Quartz cron expression such as 0 30 2 * * ?
  "scheduleExpression": "MANUAL"`,
]);

function object(fields: readonly string[]): string {
  return `${firstLines}\n{\n${fields.join(',\n')}\n}\n`;
}
