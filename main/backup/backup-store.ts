import { type BackupFaultCode, type FaultParameters, sentenceOfFault } from '../../shared/backup-faults.ts';
import { fileBlocks } from './file-blocks.ts';
import type { Sealing } from './sealing/sealing.ts';

/** A place for copies: what S3-compatible servers, WebDAV and rclone have in common. */

/** What is sent: a file, a few bytes, or what is made while it is sent, the same each time. */
export type Content =
  | { readonly path: string; readonly sizeBytes: number }
  | { readonly bytes: Buffer }
  | { readonly sizeBytes: number; read(fromByte: number, count: number): AsyncIterable<Buffer> };

/** How far a file that is sent in parts has come. */
export interface PartialUpload {
  readonly uploadId: string;
  readonly parts: readonly { readonly number: number; readonly tag: string }[];
  /** Of what is encrypted: what makes the same bytes once more, of the same file for the same recipient. */
  readonly sealing?: Sealing & { readonly recipient: string; readonly file: string };
}

/** A file that lies there as a whole. */
export interface StoredFile {
  readonly key: string;
  readonly sizeBytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

export interface SendOptions {
  /** Of an earlier attempt; null for none. */
  readonly earlier: PartialUpload | null;
  /** After each part; null once it has no parts that could be gone on with. */
  keep(upload: PartialUpload | null): void;
  /** Bytes that left since the last call. */
  sent(bytes: number): void;
  readonly signal: AbortSignal;
}

export interface Listing {
  readonly folders: readonly string[];
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
}

/** Parts of a file that lie there, and are no file yet. */
export interface PartsThere {
  readonly key: string;
  readonly uploadId: string;
  /** By the clock there; not a number where it does not say. */
  readonly ageMilliseconds: number;
}

/** Of a store whose large files go in parts, or under another name, which stays there until they are whole or removed. */
export interface UploadParts {
  list(signal: AbortSignal): Promise<readonly PartsThere[]>;
  /** Does nothing where they are not there. */
  abandon(key: string, uploadId: string, signal: AbortSignal): Promise<void>;
}

/** Keys are paths with slashes, below the folder of the target. All methods throw a `BackupFault` for what the other side refuses. */
export interface BackupStore {
  send(key: string, content: Content, options: SendOptions): Promise<void>;
  /** The bytes of a copy, in the order in which they come. */
  read(key: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
  /** Does nothing where it is not there. */
  remove(key: string, signal: AbortSignal): Promise<void>;
  /** What is directly in a folder; nothing for one that is not there. */
  list(folder: string, signal: AbortSignal): Promise<Listing>;
  readonly parts?: UploadParts | undefined;
  close(): void;
}

interface BackupFaultOptions extends ErrorOptions {
  readonly parameters?: FaultParameters;
  /** Of the answer. */
  readonly status?: number;
  /** SHA-256 of a certificate that could be confirmed. */
  readonly certificateFingerprint?: string | null;
}

/** One sentence about what went wrong there, without secrets and addresses. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault';
  readonly code: BackupFaultCode;
  /** Of the answer, 408 for any that says that what was sent came too slowly; null where there was none. */
  readonly status: number | null;
  readonly certificateFingerprint: string | null;

  constructor(code: BackupFaultCode, { parameters = {}, status, certificateFingerprint, ...options }: BackupFaultOptions = {}) {
    super(sentenceOfFault(code, parameters), options);
    this.code = code;
    this.status = status ?? null;
    this.certificateFingerprint = certificateFingerprint ?? null;
  }
}

/** Bytes of a content; it may be read as often as one likes. */
export function readContent(content: Content, fromByte: number, count: number): AsyncIterable<Buffer> {
  if ('bytes' in content || count === 0) {
    return once('bytes' in content ? content.bytes.subarray(fromByte, fromByte + count) : Buffer.alloc(0)); // a range of no bytes cannot be said
  }
  return 'read' in content ? content.read(fromByte, count) : fileBlocks(content.path, fromByte, count);
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

export const sizeOf = (content: Content): number => ('bytes' in content ? content.bytes.length : content.sizeBytes);
