import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const runFile = promisify(execFile);
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** A server's key and certificate, as `tls` takes them. */
export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
}

/** Makes certificates with OpenSSL, in a folder of the test's own. */
export class Authority {
  private constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  static async create(folder: string, name = 'Private Authority'): Promise<Authority> {
    const authority = new Authority(folder, name);
    const { key, cert } = authority.#files(name);
    const subject = ['-subj', `/CN=${name}`, '-days', '30'];
    await openssl('req', '-x509', ...newKey, '-keyout', key, '-out', cert, ...subject);
    return authority;
  }

  /** The file with its own certificate. */
  get file(): string {
    return this.#files(this.name).cert;
  }

  /** A certificate for hosts, such as `DNS:acme.domo.test` or `IP:127.0.0.1`. */
  async issue(hosts: readonly string[], days = 30): Promise<ServerIdentity> {
    const name = `${hosts.join('-').replaceAll(/\W/g, '-')}-${days}`;
    const { key, cert } = this.#files(name);
    const request = join(this.folder, `${name}.csr`);
    const extensions = join(this.folder, `${name}.ext`);
    await writeFile(extensions, `subjectAltName=${hosts.join(',')}\n`);
    await openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', '/CN=Test Server');
    const own = this.#files(this.name);
    const signer = ['-CA', own.cert, '-CAkey', own.key, '-CAcreateserial'];
    const validity = ['-days', String(days), '-extfile', extensions];
    await openssl('x509', '-req', '-in', request, ...signer, ...validity, '-out', cert);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  }

  #files(name: string): { key: string; cert: string } {
    const path = join(this.folder, name.replaceAll(' ', '-'));
    return { key: `${path}.key`, cert: `${path}.pem` };
  }
}

/** A certificate that vouches for itself. */
export async function selfSigned(
  folder: string,
  hosts: readonly string[],
): Promise<ServerIdentity> {
  const [key, cert] = [join(folder, 'self.key'), join(folder, 'self.pem')];
  const subject = ['-subj', '/CN=Self', '-addext', `subjectAltName=${hosts.join(',')}`];
  await openssl('req', '-x509', ...newKey, '-keyout', key, '-out', cert, '-days', '9', ...subject);
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
}

async function openssl(...args: readonly string[]): Promise<void> {
  await runFile('openssl', args);
}
