import type * as vscode from 'vscode';
import { CancelledError } from '../../base/abort';
import { parseInstanceUrl } from '../../domo/instanceUrl';
import { t } from '../../base/l10n';
import { createBox, setProblem } from '../shell/quickInput';
import { messageOf } from '../../base/errorTexts';

export interface ConnectionInput {
  readonly url: string;
  readonly token: string;
  /** Empty takes one made of the address. */
  readonly name: string;
}

export interface ConnectionQuestions {
  readonly title: string;
  /** What is known is not asked for. */
  readonly known: Partial<Record<keyof ConnectionInput, string | undefined>>;
  readonly initialUrl?: string;
  /** Asks the server; rejects with what is wrong. */
  readonly validate: (input: ConnectionInput) => Promise<void>;
}

/**
 * Asks for the address, the token and the name, one after the other, and checks them against the server
 * before it is done: a wrong token can be typed again right there.
 * @throws CancelledError
 */
export async function askForConnection(questions: ConnectionQuestions): Promise<ConnectionInput> {
  const { known } = questions;
  const url = parseInstanceUrl(known.url ?? (await ask(urlQuestion(questions))));
  const { host } = new URL(url);
  const token = (known.token ?? (await ask(tokenQuestion(questions, url)))).trim();
  const name = known.name ?? (await ask(nameQuestion(questions, host)));
  return { url, token, name: name.trim() };
}

function urlQuestion({ title, initialUrl }: ConnectionQuestions): Question {
  return {
    title: `${title} (1/3)`,
    prompt: t('Your Domo instance'),
    placeholder: t('acme, acme.domo.com or the address of any page in it'),
    value: initialUrl ?? '',
    check: (text) => {
      parseInstanceUrl(text);
    },
  };
}

function tokenQuestion({ title, validate }: ConnectionQuestions, url: string): Question {
  return {
    title: `${title} (2/3)`,
    prompt: t(
      'Access token for {0}. Domo makes one under Admin › Authentication › Access tokens.',
      new URL(url).host,
    ),
    placeholder: t('Access token'),
    password: true,
    check: (text) => validate({ url, token: text.trim(), name: '' }),
  };
}

function nameQuestion({ title }: ConnectionQuestions, host: string): Question {
  return {
    title: `${title} (3/3)`,
    prompt: t('A name for the connection'),
    placeholder: host,
    value: host.replace(/\.domo\.com$/, ''),
    check: () => undefined,
  };
}

interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value?: string;
  readonly password?: boolean;
  /** Throws what is wrong with the text. */
  readonly check: (text: string) => Promise<void> | void;
}

/** An input box that stays open, with the reason, until its check passes. */
async function ask(question: Question): Promise<string> {
  const box = createBox(question.title, question.prompt, question.placeholder);
  box.value = question.value ?? '';
  box.password = question.password ?? false;
  // The token is likely to be fetched from a browser.
  box.ignoreFocusOut = true;
  try {
    return await answered(box, question);
  } finally {
    box.dispose();
  }
}

function answered(box: vscode.InputBox, question: Question): Promise<string> {
  return new Promise((resolve, reject) => {
    box.onDidChangeValue(() => setProblem(box, ''));
    box.onDidAccept(async () => {
      box.busy = true;
      box.enabled = false;
      try {
        await question.check(box.value);
        resolve(box.value);
      } catch (error) {
        setProblem(box, messageOf(error));
      } finally {
        box.busy = false;
        box.enabled = true;
      }
    });
    box.onDidHide(() => reject(new CancelledError()));
    box.show();
  });
}
