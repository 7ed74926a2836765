import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import type { Environment } from './proxy';

/** Where the systems that keep their authorities in one file have it; the first is Debian's. */
const systemFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Of Node 22.15 and newer. */
type GetAuthorities = (of: 'default' | 'system') => readonly string[];

/**
 * The certificates of the authorities that servers are trusted by: Node's own, those in
 * `NODE_EXTRA_CA_CERTS`, and those that the system trusts. undefined leaves it to Node and the editor.
 */
export function trustedAuthorities(environment: Environment): string[] | undefined {
  if ('getCACertificates' in tls) {
    const authoritiesOf = tls.getCACertificates as GetAuthorities;
    return [...new Set([...authoritiesOf('default'), ...authoritiesOf('system')])];
  }
  // An older Node can't tell the system's; where they are in a file it is read.
  const system = environment['SSL_CERT_FILE'] ? [environment['SSL_CERT_FILE']] : systemFiles;
  const found = system.map(readIfThere).find(Boolean);
  if (!found) return undefined;
  const extra = readIfThere(environment['NODE_EXTRA_CA_CERTS']);
  return [...tls.rootCertificates, found, ...(extra ? [extra] : [])];
}

/** Node, too, goes on without a file of certificates that it can't read. */
function readIfThere(path: string | undefined): string | undefined {
  try {
    return path ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
