/** What a server that speaks S3 may answer, to files in parts. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PartialUpload } from '../../../main/backup/backup-store.ts';
import { BandwidthLimit } from '../../../main/backup/bandwidth-limit.ts';
import { RemoteFiles } from '../../../main/backup/remote-files.ts';
import { partBytes, S3Store } from '../../../main/backup/s3-store.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { loopbackAddresses } from '../../support/entered-addresses.ts';
import { WebReceiver } from '../../support/web-receiver.ts';

const signal = new AbortController().signal;
const upload: PartialUpload = { uploadId: 'u1', parts: [{ number: 1, tag: '"a"' }] };
const content = { bytes: Buffer.alloc(partBytes + 1000) };

let receiver: WebReceiver;
let store: S3Store;

beforeEach(async () => {
  receiver = await WebReceiver.start();
  store = new S3Store(
    { url: receiver.url, folder: 'petlog', bucket: 'cats', region: 'eu', accessKeyId: 'key', secretAccessKey: 'secret' },
    new RemoteFiles(loopbackAddresses(), new BandwidthLimit(createSystemClock(), () => 0), createSystemClock()),
  );
});

afterEach(async () => {
  store.close();
  await receiver.close();
});

/** What is kept after a part was refused. */
async function afterRefusal(status: number, code: string): Promise<PartialUpload | null> {
  receiver.answer = ({ method }, response) =>
    method === 'PUT' ? response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`) : response.writeHead(204).end();
  let kept: PartialUpload | null = null;
  const options = { earlier: upload, keep: (one: PartialUpload | null) => void (kept = one), sent: () => {}, signal };
  await expect(store.send('a.mp4', content, options)).rejects.toMatchObject({ name: 'BackupFault' });
  return kept;
}

const asked = (): string[] => receiver.requests.map(({ method, url }) => `${method} ${url}`);

it.each([
  [400, 'InvalidPart'],
  [404, 'NoSuchUpload'],
  [405, 'MethodNotAllowed'],
])('an upload that is refused for good (%i %s) is removed there, and begins anew', async (status, code) => {
  expect(await afterRefusal(status, code)).toBeNull();
  expect(asked()).toEqual(['PUT /cats/petlog/a.mp4?partNumber=2&uploadId=u1', 'DELETE /cats/petlog/a.mp4?uploadId=u1']);
});

it.each([
  [403, 'RequestTimeTooSkewed'],
  [403, 'QuotaExceeded'],
  [400, 'RequestTimeout'],
  [400, 'IncompleteBody'],
  [429, 'SlowDown'],
  [503, 'SlowDown'],
])('one that is refused for now (%i %s) goes on later', async (status, code) => {
  expect(await afterRefusal(status, code)).toEqual(upload);
  expect(asked()).toEqual(['PUT /cats/petlog/a.mp4?partNumber=2&uploadId=u1']);
});

it('unfinished uploads are listed page by page, up to a page that was there before', async () => {
  const page = (key: string): string =>
    `<R><Upload><Key>petlog/${key}</Key><UploadId>u</UploadId></Upload><IsTruncated>true</IsTruncated><NextKeyMarker>${key}</NextKeyMarker></R>`;
  const pages = [page('a.mp4'), page('b.mp4')];
  receiver.answer = (_request, response) => void response.end(pages.shift() ?? page('b.mp4'));
  expect((await store.parts.list(signal)).map(({ key }) => key)).toEqual(['a.mp4', 'b.mp4', 'b.mp4']);
  expect(receiver.requests).toHaveLength(3);
});

it('a folder whose names come page by page is listed as a whole', async () => {
  const pages = ['<NextContinuationToken>2</NextContinuationToken><IsTruncated>true</IsTruncated>', ''];
  receiver.answer = ({ url }, response) =>
    void response.end(
      `<R><Contents><Key>petlog/a/${URL.parse(url, receiver.url)?.searchParams.get('continuation-token') ?? 1}</Key></Contents>${pages.shift()}</R>`,
    );
  expect((await store.list('a', signal)).files.map(({ name }) => name)).toEqual(['1', '2']);
});

it.each([
  ['the same page again', () => 'again', 2],
  ['one page after the other', (count: number) => String(count), 500],
])('a server that gives %s without end is asked no longer', async (_, tokenOf, most) => {
  let count = 0;
  const page = (): string => `<R><IsTruncated>true</IsTruncated><NextContinuationToken>${tokenOf(count)}</NextContinuationToken></R>`;
  receiver.answer = (_request, response) => {
    count += 1;
    response.writeHead(count > most ? 500 : 200).end(page());
  };
  await expect(store.list('a', signal)).rejects.toMatchObject({ code: 'endless_answer' });
  expect(count).toBe(most);
});

it('unfinished uploads that are listed without end are asked for no longer', async () => {
  let count = 0;
  receiver.answer = (_request, response) => {
    count += 1;
    response.writeHead(count > 500 ? 500 : 200).end(`<R><IsTruncated>true</IsTruncated><NextKeyMarker>${count}</NextKeyMarker></R>`);
  };
  await expect(store.parts.list(signal)).rejects.toMatchObject({ code: 'endless_answer' });
});
