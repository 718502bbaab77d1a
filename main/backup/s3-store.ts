import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { AwsV4Signer } from 'aws4fetch';
import { escapeMarkup } from '../system/escape-markup.ts';
import {
  BackupFault,
  type BackupStore,
  type Content,
  type Listing,
  type PartialUpload,
  type PartsThere,
  type SendOptions,
  sizeOf,
  type UploadParts,
} from './backup-store.ts';
import { refusalOf, type RemoteFiles, type RemoteRequest } from './remote-files.ts';

export interface S3Place {
  /** Of the server. */
  readonly url: string;
  readonly bucket: string;
  readonly region: string;
  readonly folder: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** S3 takes 10,000 parts, the least of which has 5 MiB. */
export const partBytes = 8 * 1024 * 1024;
const largestPartCount = 10_000;
/** Of up to 1,000 names each. A server that has always one more would be asked for ever. */
const mostPages = 500;

type Question = Omit<RemoteRequest, 'url' | 'headers'> & { readonly query?: Readonly<Record<string, string>> };

/** A bucket of a server that speaks as Amazon S3 does. Large files go in parts; one that was broken off goes on after its last part. */
export class S3Store implements BackupStore {
  readonly #place: S3Place;
  readonly #files: RemoteFiles;
  readonly parts: UploadParts = {
    list: (signal) => this.#listParts(signal),
    abandon: async (key, uploadId, signal) => {
      await this.#expect(key, { method: 'DELETE', query: { uploadId }, signal }, [200, 204, 404]);
    },
  };

  constructor(place: S3Place, files: RemoteFiles) {
    this.#place = place;
    this.#files = files;
  }

  async send(key: string, content: Content, options: SendOptions): Promise<void> {
    if (sizeOf(content) <= partBytes) {
      await this.#expect(key, { method: 'PUT', content, sent: options.sent, signal: options.signal }, [200]);
    } else {
      await this.#sendParts(key, content, options);
    }
  }

  async read(key: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
    return this.#files.read(await this.#signed(key, { method: 'GET', signal }));
  }

  async remove(key: string, signal: AbortSignal): Promise<void> {
    await this.#expect(key, { method: 'DELETE', signal }, [200, 204, 404]);
  }

  async list(folder: string, signal: AbortSignal): Promise<Listing> {
    const prefix = `${this.#keyOf(folder)}/`;
    const folders: string[] = [];
    const files: { name: string; sizeBytes: number }[] = [];
    for (let after = '', page = 1; ; page += 1) {
      const query = { 'list-type': '2', prefix, delimiter: '/', ...(after === '' ? {} : { 'continuation-token': after }) };
      const { text } = await this.#expect(null, { method: 'GET', query, signal }, [200]);
      const root = rootOf(text);
      for (const one of children(root, 'CommonPrefixes')) {
        folders.push((child(one, 'Prefix') ?? '').slice(prefix.length).replace(/\/$/, ''));
      }
      for (const one of children(root, 'Contents')) {
        files.push({ name: (child(one, 'Key') ?? '').slice(prefix.length), sizeBytes: Number(child(one, 'Size') ?? 0) });
      }
      const next = child(root, 'IsTruncated') === 'true' ? (child(root, 'NextContinuationToken') ?? '') : '';
      if (next === '') {
        break;
      }
      if (next === after || page === mostPages) {
        throw new BackupFault('endless_answer');
      }
      after = next;
    }
    return { folders, files: files.filter(({ name }) => name !== '') };
  }

  close(): void {
    this.#files.close();
  }

  async #sendParts(key: string, content: Content, { earlier, keep, sent, signal }: SendOptions): Promise<void> {
    const sizeBytes = sizeOf(content);
    const eachBytes = Math.max(partBytes, Math.ceil(sizeBytes / largestPartCount / partBytes) * partBytes);
    let upload = earlier ?? (await this.#begin(key, signal));
    keep(upload);
    sent(upload.parts.length * eachBytes);
    try {
      for (let number = upload.parts.length + 1; (number - 1) * eachBytes < sizeBytes; number += 1) {
        const fromByte = (number - 1) * eachBytes;
        const range = { fromByte, sizeBytes: Math.min(eachBytes, sizeBytes - fromByte) };
        const query = { partNumber: String(number), uploadId: upload.uploadId };
        const { headers } = await this.#expect(key, { method: 'PUT', query, content, range, sent, signal }, [200]);
        upload = { ...upload, parts: [...upload.parts, { number, tag: headers.etag ?? '' }] };
        keep(upload);
      }
      await this.#finish(key, upload, signal);
    } catch (error) {
      // The server has forgotten it, or never takes it: the next attempt begins anew.
      if (error instanceof BackupFault && error.status !== null && isForGood(error.status)) {
        await this.parts.abandon(key, upload.uploadId, signal).catch(() => {});
        keep(null);
      }
      throw error;
    }
    keep(null);
  }

  async #listParts(signal: AbortSignal): Promise<readonly PartsThere[]> {
    const { folder } = this.#place;
    const prefix = folder === '' ? '' : `${folder}/`;
    const found: PartsThere[] = [];
    let markers: Readonly<Record<string, string>> = {};
    for (let page = 1; ; page += 1) {
      const query = { uploads: '', prefix, ...markers };
      const { text, headers } = await this.#expect(null, { method: 'GET', query, signal }, [200]);
      const root = rootOf(text);
      for (const one of children(root, 'Upload')) {
        found.push({
          key: (child(one, 'Key') ?? '').slice(prefix.length),
          uploadId: child(one, 'UploadId') ?? '',
          ageMilliseconds: Date.parse(headers.date ?? '') - Date.parse(child(one, 'Initiated') ?? ''),
        });
      }
      const [key = '', upload = ''] = [child(root, 'NextKeyMarker'), child(root, 'NextUploadIdMarker')];
      // A server that does not go on would be asked for ever.
      const isAgain = key === markers['key-marker'] && upload === markers['upload-id-marker'];
      if (child(root, 'IsTruncated') !== 'true' || key === '' || isAgain) {
        return found;
      }
      if (page === mostPages) {
        throw new BackupFault('endless_answer');
      }
      markers = { 'key-marker': key, 'upload-id-marker': upload };
    }
  }

  async #begin(key: string, signal: AbortSignal): Promise<PartialUpload> {
    const { text } = await this.#expect(key, { method: 'POST', query: { uploads: '' }, signal }, [200]);
    const uploadId = child(rootOf(text), 'UploadId');
    if (uploadId === undefined || uploadId === '') {
      throw new BackupFault('no_parts');
    }
    return { uploadId, parts: [] };
  }

  async #finish(key: string, { uploadId, parts }: PartialUpload, signal: AbortSignal): Promise<void> {
    const listed = parts.map(({ number, tag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${escapeMarkup(tag)}</ETag></Part>`);
    const bytes = Buffer.from(`<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`);
    const { text } = await this.#expect(key, { method: 'POST', query: { uploadId }, content: { bytes }, signal }, [200]);
    // It may fail after it has answered 200 (API_CompleteMultipartUpload).
    if (text.includes('<Error>')) {
      throw refusalOf(500, text, {});
    }
  }

  async #expect(key: string | null, question: Question, statuses: readonly number[]) {
    return this.#files.expect(await this.#signed(key, question), statuses);
  }

  /** With the bucket in the path: names of hosts would need certificates and name servers of their own. */
  async #signed(key: string | null, { query = {}, ...request }: Question): Promise<RemoteRequest> {
    const { url: server, bucket, region, accessKeyId, secretAccessKey } = this.#place;
    const path = [bucket, ...(key === null ? [] : [this.#keyOf(key)])].join('/');
    const url = new URL(`${server.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`);
    Object.entries(query).forEach(([name, value]) => url.searchParams.set(name, value));
    const signer = new AwsV4Signer({ method: request.method, url: url.href, service: 's3', region, accessKeyId, secretAccessKey });
    const signed = await signer.sign();
    return { ...request, url: signed.url.href, headers: Object.fromEntries(signed.headers) };
  }

  #keyOf(key: string): string {
    return [this.#place.folder, key].filter((part) => part !== '').join('/');
  }
}

/** Whether a part is refused again each time: for a login, a full place or a busy server it may go on. */
const isForGood = (status: number): boolean => status >= 400 && status < 500 && ![401, 403, 408, 413, 429].includes(status);

function rootOf(text: string): XmlElement {
  try {
    const { root } = parseXml(text);
    if (root !== null) {
      return root;
    }
  } catch (error) {
    throw new BackupFault('not_s3', { cause: error });
  }
  throw new BackupFault('not_s3');
}

const children = (parent: XmlElement, name: string): XmlElement[] =>
  parent.children.filter((each) => each instanceof XmlElement).filter((each) => each.name === name);
const child = (parent: XmlElement, name: string): string | undefined => children(parent, name)[0]?.text;
