import { BackupFault, type BackupStore, type Content, type Listing, readContent, sizeOf } from '../../main/backup/backup-store.ts';

/** A place for copies, as a map. */
export class StoredCopies implements BackupStore {
  readonly files = new Map<string, Buffer>();

  async send(key: string, content: Content): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of readContent(content, 0, sizeOf(content))) {
      pieces.push(piece);
    }
    this.files.set(key, Buffer.concat(pieces));
  }

  async read(key: string): Promise<AsyncIterable<Buffer>> {
    const bytes = this.files.get(key);
    if (bytes === undefined) {
      throw new BackupFault('no_folder', { status: 404 });
    }
    return readContent({ bytes }, 0, bytes.length);
  }

  async remove(key: string): Promise<void> {
    this.files.delete(key);
  }

  async list(folder: string): Promise<Listing> {
    const below = [...this.files]
      .filter(([key]) => key.startsWith(`${folder}/`))
      .map(([key, bytes]) => [key.slice(folder.length + 1), bytes] as const);
    return {
      folders: [...new Set(below.filter(([name]) => name.includes('/')).map(([name]) => name.split('/')[0]!))],
      files: below.filter(([name]) => !name.includes('/')).map(([name, { length: sizeBytes }]) => ({ name, sizeBytes })),
    };
  }

  close(): void {}
}
