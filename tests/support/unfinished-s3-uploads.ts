import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a request to s3rver, and its answer, are like. */
interface S3Context {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  status: number;
  type: string;
  body: string;
}

export type Middleware = (context: S3Context, next: () => Promise<unknown>) => Promise<unknown>;

/** Where s3rver keeps the parts of files that are not whole. */
export const partsDirectory = (bucketDirectory: string): string => join(bucketDirectory, '._S3rver_uploads');

/** Ids of the uploads that were begun and not ended. */
export const unfinishedUploads = (bucketDirectory: string): Promise<string[]> => readdir(partsDirectory(bucketDirectory)).catch(() => []);

/**
 * What s3rver leaves out: ListMultipartUploads and AbortMultipartUpload, as Amazon's reference describes them. An upload began when
 * its folder was changed last. It tells two at a time, so that readers have to ask for more.
 */
export function unfinishedS3Uploads(bucket: string, bucketDirectory: string): Middleware {
  const directory = partsDirectory(bucketDirectory);
  return async (context, next) => {
    const { method, path, query } = context;
    const { uploadId } = query;
    if (method === 'DELETE' && uploadId !== undefined) {
      const isThere = (await unfinishedUploads(bucketDirectory)).includes(uploadId);
      await rm(join(directory, uploadId), { recursive: true, force: true });
      context.status = isThere ? 204 : 404;
      context.body = isThere ? '' : '<Error><Code>NoSuchUpload</Code></Error>';
      return undefined;
    }
    if (method !== 'GET' || path.replace(/\/$/, '') !== `/${bucket}` || query['uploads'] === undefined) {
      return next();
    }
    const ids = (await unfinishedUploads(bucketDirectory)).sort();
    const all = await Promise.all(
      ids.map(async (id) => ({
        id,
        key: await readFile(join(directory, id, 'key'), 'utf8'),
        initiated: (await stat(join(directory, id))).mtime.toISOString(),
      })),
    );
    const after = query['upload-id-marker'] ?? '';
    const wanted = all.filter(({ id, key }) => key.startsWith(query['prefix'] ?? '') && id > after);
    const page = wanted.slice(0, 2);
    const last = page.at(-1);
    context.type = 'application/xml';
    context.body = [
      '<?xml version="1.0" encoding="UTF-8"?><ListMultipartUploadsResult>',
      `<IsTruncated>${wanted.length > page.length}</IsTruncated>`,
      ...(last === undefined ? [] : [`<NextKeyMarker>${last.key}</NextKeyMarker><NextUploadIdMarker>${last.id}</NextUploadIdMarker>`]),
      ...page.map(
        ({ id, key, initiated }) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`,
      ),
      '</ListMultipartUploadsResult>',
    ].join('');
    return undefined;
  };
}
