import { parseXml, XmlElement } from '@rgrove/parse-xml';
import type { IncomingMessage } from 'node:http';
import { BackupFault, type BackupStore, type Content, type Listing, type SendOptions } from './backup-store.ts';
import { refusalOf, type RemoteFiles, textOf } from './remote-files.ts';

export interface WebDavPlace {
  readonly url: string;
  readonly folder: string;
  readonly username: string;
  readonly password: string;
}

const found = [200, 207];
const written = [200, 201, 204];

/** A folder on a server that speaks WebDAV (RFC 4918): Nextcloud, a NAS. A file whose way is broken off is sent again from its beginning. */
export class WebDavStore implements BackupStore {
  readonly #place: WebDavPlace;
  readonly #files: RemoteFiles;
  /** Folders that are there. */
  readonly #folders = new Set<string>();

  constructor(place: WebDavPlace, files: RemoteFiles) {
    this.#place = place;
    this.#files = files;
  }

  async send(key: string, content: Content, { sent, signal }: SendOptions): Promise<void> {
    await this.#makeFolders(key.split('/').slice(0, -1), signal);
    // Another name until it is whole: what is there under its own name is whole.
    const temporary = `${key}.part`;
    await this.#files.expect({ method: 'PUT', url: this.#urlOf(temporary), headers: this.#headers, content, sent, signal }, written);
    const headers = { ...this.#headers, Destination: this.#urlOf(key), Overwrite: 'T' };
    await this.#files.expect({ method: 'MOVE', url: this.#urlOf(temporary), headers, signal }, written);
  }

  async read(key: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
    const answer: IncomingMessage = await this.#files.ask({ method: 'GET', url: this.#urlOf(key), headers: this.#headers, signal });
    if (answer.statusCode !== 200) {
      throw refusalOf(answer.statusCode ?? 0, await textOf(answer), answer.headers);
    }
    return answer;
  }

  async remove(key: string, signal: AbortSignal): Promise<void> {
    await this.#files.expect({ method: 'DELETE', url: this.#urlOf(key), headers: this.#headers, signal }, [...written, 404]);
  }

  async list(folder: string, signal: AbortSignal): Promise<Listing> {
    const url = `${this.#urlOf(folder)}/`;
    const { text, status } = await this.#files.expect(
      {
        method: 'PROPFIND',
        url,
        headers: { ...this.#headers, Depth: '1', 'Content-Type': 'application/xml' },
        content: { bytes: Buffer.from('<propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/></prop></propfind>') },
        signal,
      },
      [...found, 404],
    );
    return status === 404 ? { folders: [], files: [] } : listingOf(text, new URL(url).pathname);
  }

  close(): void {
    this.#files.close();
  }

  get #headers(): Record<string, string> {
    const { username, password } = this.#place;
    return username === '' && password === ''
      ? {}
      : { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  }

  #urlOf(key: string): string {
    const { url, folder } = this.#place;
    const path = [folder, key].filter((part) => part !== '').join('/');
    return `${url.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
  }

  async #makeFolders(names: readonly string[], signal: AbortSignal): Promise<void> {
    const own = this.#place.folder.split('/').filter((name) => name !== '');
    const all = [...own, ...names];
    for (let depth = 1; depth <= all.length; depth += 1) {
      const path = all.slice(0, depth).join('/');
      if (this.#folders.has(path)) {
        continue;
      }
      const url = `${this.#place.url.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}/`;
      // 405: it is there (RFC 4918, 9.3.1).
      await this.#files.expect({ method: 'MKCOL', url, headers: this.#headers, signal }, [201, 405, 301]);
      this.#folders.add(path);
    }
  }
}

/** An answer with the status of each thing in a folder, the folder itself among them. */
function listingOf(text: string, ownPath: string): Listing {
  const folders: string[] = [];
  const files: { name: string; sizeBytes: number }[] = [];
  for (const response of elements(root(text), 'response')) {
    const path = pathOf(first(response, 'href')?.text ?? '');
    const name = decode(path.replace(/\/$/, '').split('/').at(-1) ?? '');
    if (decode(path.replace(/\/$/, '')) === decode(ownPath.replace(/\/$/, '')) || name === '') {
      continue;
    }
    if (first(response, 'collection') !== undefined) {
      folders.push(name);
    } else {
      files.push({ name, sizeBytes: Number(first(response, 'getcontentlength')?.text ?? 0) || 0 });
    }
  }
  return { folders, files };
}

function root(text: string): XmlElement {
  try {
    const element = parseXml(text).root;
    if (element !== null) {
      return element;
    }
  } catch (error) {
    throw new BackupFault('not_webdav', { cause: error });
  }
  throw new BackupFault('not_webdav');
}

const localName = ({ name }: XmlElement): string => name.replace(/^.*:/, '').toLowerCase();

function elements(parent: XmlElement, name: string): XmlElement[] {
  return parent.children
    .filter((child) => child instanceof XmlElement)
    .flatMap((child) => (localName(child) === name ? [child] : elements(child, name)));
}

const first = (parent: XmlElement, name: string): XmlElement | undefined => elements(parent, name)[0];

/** Some servers give a whole address. */
const pathOf = (href: string): string => (/^https?:/.test(href) ? new URL(href).pathname : href).trim();

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
