import { isDomoError, type DomoError, type DomoErrorKind } from '../domo/http/errors';
import { t, translated } from '../base/l10n';
import { messageOf } from '../base/errorTexts';

/** What went wrong, in the few words that a row has place for; `errorLines` has the whole. */
export function shortMessageOf(error: unknown): string {
  if (!isDomoError(error)) return messageOf(error);
  return shortWords[error.kind]?.(error) ?? translated(error.said);
}

/** What went wrong and what to do, then the call, then the trace id. */
export function errorLines(error: unknown): string[] {
  if (!isDomoError(error)) return [messageOf(error)];
  const { call, status, toe } = error;
  return [
    translated(error.said),
    status === undefined ? call : t('{0} answered {1}', call ?? 'Domo', status),
    toe && t('toe {0}', toe),
  ].flatMap((line) => (line ? [line] : []));
}

/** Kinds that are not here are told best in the words that came with them. */
const shortWords: Readonly<Partial<Record<DomoErrorKind, (error: DomoError) => string>>> = {
  unauthorized: ({ status }) =>
    status === undefined ? t('No token stored here') : t('Token refused'),
  forbidden: () => t('Not allowed with this token'),
  rateLimited: () => t('Too many calls'),
  serverError: () => t('Domo failed'),
  timeout: () => t('No answer in time'),
  hostNotFound: () => t('Host not found'),
  connectionRefused: () => t('Can’t be reached'),
  connectionLost: () => t('Connection broke off'),
  certificate: () => t('Certificate not trusted'),
  proxy: () => t('The proxy failed'),
  loginPage: () => t('Log-in page, no data'),
  maintenancePage: () => t('Domo is under maintenance'),
  blockedPage: () => t('Network not allowed'),
  redirected: () => t('Sent on elsewhere'),
  unexpectedAnswer: () => t('Unexpected answer'),
};
