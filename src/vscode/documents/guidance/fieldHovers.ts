import { findNodeAtOffset, getNodePath, type Node } from 'jsonc-parser';
import * as vscode from 'vscode';
import { markdown, markdownString } from '../../shell/markdown';
import { cronInWords, repetitionInWords } from '../../../streams/schedule';
import { documentScheme } from '../../../documents/documentPath';
import { treeOf } from '../../../documents/parse';
import { rangeOf } from './documentMarks';
import { epochMilliseconds } from '../../../base/instant';

const cronFields = new Set(['scheduleExpression', 'scheduleRetryExpression', 'cron']);
const instantField = /^(created|lastTouched|lastUpdated|scheduleStartDate|\w+At)$/;

/** Says in words what schedules and times mean, beside what the schema says of their fields. */
export class FieldHovers implements vscode.HoverProvider, vscode.Disposable {
  readonly #registration: vscode.Disposable;

  constructor() {
    const selector = [{ scheme: documentScheme }, { pattern: '**/*.stream.json' }];
    this.#registration = vscode.languages.registerHoverProvider(selector, this);
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const root = treeOf(document.getText());
    const node = root && findNodeAtOffset(root, document.offsetAt(position));
    const property = node?.parent?.type === 'property' ? node.parent : undefined;
    const value = property?.children?.[1];
    const words = value && (await wordsFor(getNodePath(value).map(String), value));
    if (!property || words === undefined) return undefined;
    return new vscode.Hover(markdownString(markdown`${words}`), rangeOf(document, property));
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

async function wordsFor(path: readonly string[], node: Node): Promise<string | undefined> {
  const field = path.at(-1) ?? '';
  const value: unknown = node.value;
  if (typeof value === 'number' && instantField.test(field)) return instantInWords(value);
  if (typeof value !== 'string') return undefined;
  if (cronFields.has(field)) return cronInWords(value);
  return field === 'expression' ? repetitionInWords(value) : undefined;
}

function instantInWords(epoch: number): string | undefined {
  const instant = new Date(epochMilliseconds(epoch));
  return Number.isNaN(instant.getTime())
    ? undefined
    : instant
        .toISOString()
        .replace('T', ' ')
        .replace(/(\.000)?Z$/, ' UTC');
}
