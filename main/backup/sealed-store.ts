import { stat } from 'node:fs/promises';
import {
  BackupFault,
  type BackupStore,
  type Content,
  type Listing,
  type PartialUpload,
  type SendOptions,
  sizeOf,
  type StoredFile,
  type UploadParts,
} from './backup-store.ts';
import { HashedContent } from './hashed-content.ts';
import { makeSealing, sealedContent, unseal } from './sealing/age-file.ts';

/** What an encrypted file is called behind its name. */
const ending = '.age';

/** Under which a file lies there whose upload this is. */
export const storedKeyOf = (key: string, { sealing }: PartialUpload): string => (sealing === undefined ? key : `${key}${ending}`);

/** What a file there is called, encrypted or not. */
export const plainKeyOf = (storedKey: string): string => (storedKey.endsWith(ending) ? storedKey.slice(0, -ending.length) : storedKey);

interface SealedSendOptions extends SendOptions {
  /** Whether something was sent there under another key; then it makes room for what takes its place. */
  isStored(key: string): boolean;
  /** What lies there now, for those who look whether it is still so, and what lies there no more. */
  stored(file: StoredFile, otherKey: string): void;
}

interface SealedStoreOptions {
  /** For whom is encrypted; empty for nobody. */
  readonly recipient: string;
  /** The key that opens; empty where it was not given. */
  readonly identity: string;
}

/** Another store, in which files are encrypted, or were. Whoever uses it knows them by their own names. */
export class SealedStore implements BackupStore {
  readonly #store: BackupStore;
  readonly #options: SealedStoreOptions;
  /** Keys of what lies there encrypted, of the folders that were listed. */
  readonly #sealed = new Set<string>();

  constructor(store: BackupStore, options: SealedStoreOptions) {
    this.#store = store;
    this.#options = options;
  }

  async send(key: string, content: Content, { stored, isStored, ...options }: SealedSendOptions): Promise<void> {
    const { recipient } = this.#options;
    const { earlier, signal } = options;
    /** It may have been sent before encryption began, or before it ended; of the two, the one of today counts. */
    const settle = async (storedKey: string, sent: HashedContent, otherKey: string): Promise<void> => {
      if (isStored(otherKey)) {
        await this.#store.remove(otherKey, signal);
      }
      stored({ key: storedKey, sizeBytes: sizeOf(sent.content), sha256: await sent.digest(signal) }, otherKey);
    };
    if (recipient === '') {
      const goesOn = earlier?.sealing === undefined;
      await this.#giveUp(key, goesOn ? null : earlier, signal);
      const hashed = new HashedContent(content);
      await this.#store.send(key, hashed.content, { ...options, earlier: goesOn ? earlier : null });
      await settle(key, hashed, `${key}${ending}`);
      return;
    }
    const file = await stateOf(content);
    const before = earlier?.sealing;
    // The same bytes are made of the same file alone; of another one they would be as good as open.
    const goesOn = before?.recipient === recipient && before.file === file;
    await this.#giveUp(key, goesOn ? null : earlier, signal);
    const sealing = goesOn ? before : { ...(await makeSealing(recipient)), recipient, file };
    const sealed = new HashedContent(sealedContent(content, sealing));
    await this.#store.send(`${key}${ending}`, sealed.content, {
      ...options,
      earlier: goesOn ? earlier : null,
      keep: (upload: PartialUpload | null) => options.keep(upload === null ? null : { ...upload, sealing }),
    });
    await settle(`${key}${ending}`, sealed, key);
  }

  async read(key: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
    if (!this.#sealed.has(key)) {
      return this.#store.read(key, signal);
    }
    const { identity } = this.#options;
    if (identity === '') {
      throw new BackupFault('key_missing');
    }
    return unseal(await this.#store.read(`${key}${ending}`, signal), identity);
  }

  /** Whether it was encrypted or not: that may have changed. */
  async remove(key: string, signal: AbortSignal): Promise<void> {
    await this.#store.remove(`${key}${ending}`, signal);
    await this.#store.remove(key, signal);
  }

  async list(folder: string, signal: AbortSignal): Promise<Listing> {
    const { folders, files } = await this.#store.list(folder, signal);
    const named = new Map<string, Listing['files'][number]>();
    for (const { name, sizeBytes } of files) {
      const plain = plainKeyOf(name);
      if (plain !== name) {
        this.#sealed.add(folder === '' ? plain : `${folder}/${plain}`);
      }
      named.set(plain, { name: plain, sizeBytes });
    }
    return { folders, files: [...named.values()] };
  }

  get parts(): UploadParts | undefined {
    return this.#store.parts;
  }

  close(): void {
    this.#store.close();
  }

  /** Of an upload that nothing goes on with. What stays there is looked for later. */
  async #giveUp(key: string, upload: PartialUpload | null, signal: AbortSignal): Promise<void> {
    if (upload !== null) {
      await this.#store.parts?.abandon(storedKeyOf(key, upload), upload.uploadId, signal).catch(() => {});
    }
  }
}

/** Another one once the file may have changed. */
async function stateOf(content: Content): Promise<string> {
  if (!('path' in content)) {
    return '';
  }
  const { ino, mtimeMs, size } = await stat(content.path);
  return `${ino}-${mtimeMs}-${size}`;
}
