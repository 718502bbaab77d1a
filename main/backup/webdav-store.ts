import { parseXml, XmlElement } from '@rgrove/parse-xml';
import {
  BackupFault,
  type BackupStore,
  type Content,
  type Listing,
  type PartsThere,
  type SendOptions,
  sizeOf,
  type UploadParts,
} from './backup-store.ts';
import { eventsFolder, recordingsFolder } from './copied-things.ts';
import type { RemoteFiles } from './remote-files.ts';

export interface WebDavPlace {
  readonly url: string;
  readonly folder: string;
  readonly username: string;
  readonly password: string;
}

const listed = [200, 207];
const written = [200, 201, 204];
const partEnding = '.part';
/** What is smaller is there in a moment: whatever a power cut left of it is found by looking, and need not be written down each time. */
const leastRememberedBytes = 1024 * 1024;
const dayPattern = /^\d{4}-\d\d-\d\d$/;
/** Folders that did not change for so long were looked at often enough: years of days are many questions. */
const longestLookedAtMilliseconds = 60 * 24 * 3_600_000;

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  /** By the clock there; not a number where it does not say. */
  readonly ageMilliseconds: number;
}

/** A folder on a server that speaks WebDAV (RFC 4918): Nextcloud, a NAS. A file whose way is broken off is sent again from its beginning. */
export class WebDavStore implements BackupStore {
  readonly #place: WebDavPlace;
  readonly #files: RemoteFiles;
  /** Folders that are there. */
  readonly #folders = new Set<string>();
  /** A file that is not whole lies there under a name of its own, which is the id of its upload. */
  readonly parts: UploadParts = {
    list: (signal) => this.#listParts(signal),
    abandon: (_key, uploadId, signal) => this.remove(uploadId, signal),
  };

  constructor(place: WebDavPlace, files: RemoteFiles) {
    this.#place = place;
    this.#files = files;
  }

  async send(key: string, content: Content, { keep, sent, signal }: SendOptions): Promise<void> {
    await this.#makeFolders(key.split('/').slice(0, -1), signal);
    // Another name until it is whole: what is there under its own name is whole.
    const temporary = `${key}${partEnding}`;
    const isRemembered = sizeOf(content) >= leastRememberedBytes;
    if (isRemembered) {
      keep({ uploadId: temporary, parts: [] });
    }
    await this.#files.expect({ method: 'PUT', url: this.#urlOf(temporary), headers: this.#headers, content, sent, signal }, written);
    const headers = { ...this.#headers, Destination: this.#urlOf(key), Overwrite: 'T' };
    await this.#files.expect({ method: 'MOVE', url: this.#urlOf(temporary), headers, signal }, written);
    if (isRemembered) {
      keep(null);
    }
  }

  read(key: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
    return this.#files.read({ method: 'GET', url: this.#urlOf(key), headers: this.#headers, signal });
  }

  async remove(key: string, signal: AbortSignal): Promise<void> {
    await this.#files.expect({ method: 'DELETE', url: this.#urlOf(key), headers: this.#headers, signal }, [...written, 404]);
  }

  async list(folder: string, signal: AbortSignal): Promise<Listing> {
    const entries = await this.#entriesOf(folder, signal);
    return {
      folders: entries.filter(({ isFolder }) => isFolder).map(({ name }) => name),
      files: entries.filter(({ isFolder }) => !isFolder).map(({ name, sizeBytes }) => ({ name, sizeBytes })),
    };
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

  async #listParts(signal: AbortSignal): Promise<readonly PartsThere[]> {
    const found: PartsThere[] = [];
    for (const folder of [recordingsFolder, eventsFolder]) {
      const days = (await this.#entriesOf(folder, signal)).filter(
        // Not every server says when a folder changed.
        ({ name, isFolder, ageMilliseconds: age }) => isFolder && dayPattern.test(name) && !(age > longestLookedAtMilliseconds),
      );
      for (const { name: day } of days) {
        const parts = (await this.#entriesOf(`${folder}/${day}`, signal)).filter(
          ({ name, isFolder }) => !isFolder && name.endsWith(partEnding),
        );
        for (const { name, ageMilliseconds } of parts) {
          const uploadId = `${folder}/${day}/${name}`;
          found.push({ key: uploadId.slice(0, -partEnding.length), uploadId, ageMilliseconds });
        }
      }
    }
    return found;
  }

  /** What is directly in a folder; nothing of one that is not there. */
  async #entriesOf(folder: string, signal: AbortSignal): Promise<readonly Entry[]> {
    const url = `${this.#urlOf(folder)}/`;
    const { text, status, headers } = await this.#files.expect(
      {
        method: 'PROPFIND',
        url,
        headers: { ...this.#headers, Depth: '1', 'Content-Type': 'application/xml' },
        content: {
          bytes: Buffer.from('<propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getlastmodified/></prop></propfind>'),
        },
        signal,
      },
      [...listed, 404],
    );
    return status === 404 ? [] : entriesIn(text, new URL(url).pathname, Date.parse(headers.date ?? ''));
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
function entriesIn(text: string, ownPath: string, answeredAtMilliseconds: number): Entry[] {
  return elements(root(text), 'response').flatMap((response) => {
    const path = pathOf(first(response, 'href')?.text ?? '').replace(/\/$/, '');
    const name = decode(path.split('/').at(-1) ?? '');
    if (decode(path) === decode(ownPath.replace(/\/$/, '')) || name === '') {
      return [];
    }
    return [
      {
        name,
        isFolder: first(response, 'collection') !== undefined,
        sizeBytes: Number(first(response, 'getcontentlength')?.text ?? 0) || 0,
        ageMilliseconds: answeredAtMilliseconds - Date.parse(first(response, 'getlastmodified')?.text ?? ''),
      },
    ];
  });
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
