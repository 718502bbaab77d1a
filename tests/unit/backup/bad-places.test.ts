/** What the test of a place for copies says, row by row: one sentence with what to do, at the step that failed, without secrets. */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackupTestStep } from '../../../shared/backup.ts';
import type { BackupStore } from '../../../main/backup/backup-store.ts';
import { BandwidthLimit } from '../../../main/backup/bandwidth-limit.ts';
import { RemoteFiles } from '../../../main/backup/remote-files.ts';
import { S3Store } from '../../../main/backup/s3-store.ts';
import { testStore } from '../../../main/backup/test-store.ts';
import { usualPatience } from '../../../main/backup/transfer-pace.ts';
import { WebDavStore } from '../../../main/backup/webdav-store.ts';
import { makeCertificate, makePrivateKey } from '../../../main/network/make-certificate.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { loopbackAddresses } from '../../support/entered-addresses.ts';
import { answerWithoutEnd, type ReceivedRequest, WebReceiver } from '../../support/web-receiver.ts';

const secret = 'hunter22 secret';
const inTime = (): AbortSignal => new AbortController().signal;

let receiver: WebReceiver;
beforeEach(async () => {
  receiver = await WebReceiver.start();
});
afterEach(() => receiver.close());

const kinds = ['webdav', 's3'] as const;
type Kind = (typeof kinds)[number];

function storeOf(kind: Kind, url = receiver.url, fingerprint = ''): BackupStore {
  const files = new RemoteFiles(
    loopbackAddresses({ 'nas.test': '127.0.0.1', 'elsewhere.test': '127.0.0.1' }),
    new BandwidthLimit(createSystemClock(), () => 0),
    createSystemClock(),
    usualPatience,
    fingerprint,
  );
  return kind === 'webdav'
    ? new WebDavStore({ url: `${url}/dav/`, folder: 'petlog', username: 'anna', password: secret }, files)
    : new S3Store({ url, bucket: 'cats', folder: 'petlog', region: 'eu', accessKeyId: 'anna', secretAccessKey: secret }, files);
}

async function tested(kind: Kind, url?: string, signal = inTime()): Promise<readonly [BackupTestStep | null, string | null]> {
  const store = storeOf(kind, url);
  try {
    const { failed_step: step, reason } = await testStore(store, signal);
    expect(String(reason)).not.toContain(secret);
    return [step, reason];
  } finally {
    store.close();
  }
}

/** A server on which everything works, up to what a row changes. */
function serve(
  kind: Kind,
  refuse: (request: ReceivedRequest) => { status: number; headers?: Record<string, string>; text?: string } | null,
): void {
  const files = new Map<string, Buffer>();
  receiver.answer = (request, response) => {
    const { method, url, body, headers } = request;
    const refused = refuse(request);
    if (refused !== null) {
      response.writeHead(refused.status, refused.headers ?? {}).end(refused.text ?? '');
      return;
    }
    const path = url.split('?')[0] ?? '';
    if (method === 'PUT') {
      files.set(path, body);
    } else if (method === 'MOVE') {
      files.set(new URL(String(headers['destination'])).pathname, files.get(path)!);
    }
    if (method === 'GET' && files.has(path)) {
      response.end(files.get(path));
    } else if (method === 'PROPFIND') {
      response.writeHead(207).end('<d:multistatus xmlns:d="DAV:"></d:multistatus>');
    } else {
      response.writeHead(method === 'MKCOL' ? 201 : 200).end(kind === 's3' && method === 'GET' ? '<ListBucketResult/>' : '');
    }
  };
}

const always =
  (status: number, text = '', headers: Record<string, string> = {}) =>
  () => ({ status, text, headers });
const on =
  (wanted: string, status: number, text = '') =>
  ({ method, url }: ReceivedRequest) =>
    method === wanted && !url.includes('list-type') ? { status, text } : null;
const page = '<!doctype html><html><title>Router</title><p>Welcome</html>';
const html = { 'Content-Type': 'text/html' };
const code = (name: string): string => `<Error><Code>${name}</Code></Error>`;

describe.each(kinds)('%s', (kind) => {
  it('works', async () => {
    serve(kind, () => null);
    expect(await tested(kind)).toEqual([null, null]);
  });

  it.each([
    ['a password that is wrong', always(401), 'connect', 'does not accept the name and the password, or they may not write there (401).'],
    [
      'a login that may not write',
      on('PUT', 403),
      'write',
      'does not accept the name and the password, or they may not write there (403).',
    ],
    ['no room', on('PUT', 507), 'write', 'There is no more room on the server (507).'],
    ['a file that is too large', on('PUT', 413), 'write', 'There is no more room on the server (413).'],
    ['a problem of its own', always(503), 'connect', 'The server has a problem of its own (503).'],
    ['something that nobody understands', always(400), 'connect', 'is it the right kind, and the right address? (400).'],
    [
      'a web page',
      always(200, page, html),
      'connect',
      kind === 's3' ? 'does not speak as S3 does at this address.' : 'does not speak WebDAV at this address.',
    ],
    ['a web page where a file should be', on('GET', 200, page), 'read', 'What was read there is not what was written.'],
    [
      'a removal that is refused',
      on('DELETE', 403),
      'remove',
      'does not accept the name and the password, or they may not write there (403).',
    ],
  ] as const)('%s', async (_what, refuse, step, sentence) => {
    serve(kind, refuse);
    expect(await tested(kind)).toEqual([step, expect.stringContaining(sentence)]);
  });

  it('a redirect to another place is not followed, with neither password nor file', async () => {
    const elsewhere = await WebReceiver.start();
    const location = `http://elsewhere.test:${elsewhere.port}/dav/`;
    for (const status of [301, 302, 307, 308]) {
      serve(kind, always(status, '', { Location: location }));
      expect(await tested(kind)).toEqual([
        'connect',
        `The server leads to another address; enter that one (${status}, elsewhere.test:${elsewhere.port}).`,
      ]);
    }
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it('nobody who listens, no such name, and a server that never answers, or never to the end', async () => {
    const { url } = receiver;
    receiver.answer = () => {};
    const controller = new AbortController();
    const silent = tested(kind, url, controller.signal);
    await receiver.until(1);
    controller.abort();
    expect(await silent).toEqual(['connect', 'The server does not answer.']);
    const slow = new AbortController();
    receiver.answer = answerWithoutEnd(kind === 's3' ? 200 : 207, 'application/xml', () => slow.abort());
    expect(await tested(kind, url, slow.signal)).toEqual(['connect', 'The server does not answer.']);
    expect(await tested(kind, 'http://nowhere.test')).toEqual([
      'connect',
      expect.stringContaining('there is no nowhere.test on the network'),
    ]);
    expect(await tested(kind, `https://127.0.0.1:${receiver.port}`)).toEqual([
      'connect',
      expect.stringContaining('does not speak TLS at that port'),
    ]);
    await receiver.close();
    expect(await tested(kind, url)).toEqual(['connect', 'The server refuses the connection: nothing listens at that port.']);
    receiver = await WebReceiver.start();
  });
});

it.each([
  [
    'a bucket that is not there',
    404,
    'NoSuchBucket',
    'There is no such bucket on the server; make it there, or correct its name (404, NoSuchBucket).',
  ],
  [
    'a secret that is wrong',
    403,
    'SignatureDoesNotMatch',
    'does not accept the name and the password, or they may not write there (403, SignatureDoesNotMatch).',
  ],
  ['a quota', 403, 'QuotaExceeded', 'There is no more room on the server (403, QuotaExceeded).'],
] as const)('s3: %s', async (_what, status, name, sentence) => {
  serve('s3', always(status, code(name)));
  expect(await tested('s3')).toEqual(['connect', expect.stringContaining(sentence)]);
});

it('webdav: a folder that is not there', async () => {
  serve('webdav', on('MKCOL', 409));
  expect(await tested('webdav')).toEqual(['write', 'There is no such folder on the server; correct the address (409).']);
});

it.each(kinds)('%s: a certificate that nobody signed', async (kind) => {
  const key = await makePrivateKey();
  const { certificate } = await makeCertificate(key, { names: ['nas.test'], addresses: [] }, Date.now());
  const server = createServer({ cert: certificate, key }, (_request, response) => response.writeHead(503).end()).on(
    'tlsClientError',
    () => {},
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `https://nas.test:${port}`;
  const { fingerprint256: fingerprint } = new X509Certificate(certificate);
  expect(await tested(kind, url)).toEqual([
    'connect',
    `The server has a certificate that nobody signed whom this system trusts; compare its fingerprint, and confirm it: ${fingerprint}.`,
  ]);
  const faultWith = async (confirmed: string): Promise<unknown> => {
    const store = storeOf(kind, url, confirmed);
    const { reason, certificate_fingerprint: told } = await testStore(store, inTime());
    store.close();
    return [reason, told];
  };
  expect(await faultWith('')).toEqual([expect.any(String), fingerprint]);
  expect(await faultWith(fingerprint.replaceAll(':', '').toLowerCase())).toEqual(['The server has a problem of its own (503).', undefined]);
  expect(await faultWith('00'.repeat(32))).toEqual([
    `The server has another certificate than the one that was confirmed; compare its fingerprint, and confirm it: ${fingerprint}.`,
    fingerprint,
  ]);
  server.close();
  await once(server, 'close');
});
