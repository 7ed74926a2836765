import type { Column } from '../domo/api/model';
import { t } from '../base/l10n';

/** The kinds of streams that there are templates for. */
export const templateTransports = ['API', 'SFTP', 'CONNECTOR'] as const;
export type TemplateTransport = (typeof templateTransports)[number];

/** A column of a new stream, and why it is as it is where that is not plain. */
export interface TemplateColumn extends Column {
  readonly note?: string;
}

const dataSource = (name: string): string => `  "dataSource": {
    // ${t('The DataSet’s name, as it is shown in Domo.')}
    "name": ${JSON.stringify(name)},
    "description": ""
  }`;

const updateMethod = (method: string): string =>
  `  // ${t('REPLACE drops the present rows with each load, APPEND adds to them.')}
  "updateMethod": "${method}"`;

const account =
  (): string => `  // ${t('The account whose credentials are used. It is made in Domo beforehand.')}
  "account": {
    "id": 0
  }`;

/** The text of a new stream's document: JSON with comments, which are not sent. */
export function transportTemplate(transport: TemplateTransport): string {
  switch (transport) {
    case 'API':
      return uploadTemplate(t('New DataSet'), [
        { name: 'id', type: 'LONG' },
        { name: 'name', type: 'STRING' },
      ]);
    case 'SFTP':
      return sftpTemplate();
    case 'CONNECTOR':
      return connectorTemplate();
  }
}

/** A stream that is fed by uploads, as live clients create it: transport, provider, DataSet and schema. */
export function uploadTemplate(name: string, columns: readonly TemplateColumn[]): string {
  return object([
    `  // ${t('Files are uploaded to it, from here or by a program.')}
  "transport": {
    "type": "API"
  }`,
    updateMethod('REPLACE'),
    `  "dataProvider": {
    "key": "api"
  }`,
    dataSource(name),
    `  // ${t('The columns, in the order of the files. STRING, LONG, DECIMAL, DOUBLE, DATE or DATETIME.')}
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

function sftpTemplate(): string {
  return object([
    `  // ${t('Domo takes files that are put on its SFTP server.')}
  "transport": {
    "type": "SFTP"
  }`,
    updateMethod('REPLACE'),
    dataSource(t('New DataSet')),
    account(),
  ]);
}

function connectorTemplate(): string {
  return object([
    connectorFields(),
    updateMethod('REPLACE'),
    dataSource(t('New DataSet')),
    account(),
    `  // ${t('What the connector is to fetch: its own parameters, with values as text.')}
  "configuration": [
    // { "category": "METADATA", "name": "report", "type": "string", "value": "campaign_insights" }
  ]`,
    `  // ${t('When it runs: MANUAL, or a Quartz cron expression such as {0}', '0 30 2 * * ?')}
  "scheduleExpression": "MANUAL"`,
  ]);
}

function connectorFields(): string {
  return `  // ${t('Each execution launches the connector.')}
  "transport": {
    "type": "CONNECTOR",
    // ${t('Which one, such as com.domo.connector.facebook; streams of its kind show it.')}
    "description": "",
    "version": "1"
  },
  // ${t('The connector’s key, such as facebook.')}
  "dataProvider": {
    "key": ""
  }`;
}

function object(fields: readonly string[]): string {
  const comments = [
    t('A new stream, with a DataSet of its own. The first save creates it in Domo.'),
    t('Point at a field to read what it is for; Ctrl+Space shows what else there is.'),
  ];
  const firstLines = comments.map((comment) => `// ${comment}`).join('\n');
  return `${firstLines}\n{\n${fields.join(',\n')}\n}\n`;
}
