/** HTTPS with a certificate of one's own. */
import { once } from 'node:events';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { makeCertificate, makePrivateKey } from '../../main/network/make-certificate.ts';
import type { TlsIdentity } from '../../main/network/tls-identity.ts';
import { ask } from '../support/ask.ts';
import { HttpsStage } from '../support/https-stage.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const stage = new HttpsStage();

afterEach(() => stage.end());

const make = async (): Promise<TlsIdentity> =>
  makeCertificate(await makePrivateKey(), { names: ['camera.home.example'], addresses: ['127.0.0.1'] }, Date.now());

/** Files as certbot has them: links in one directory to the current version in another. */
async function files(): Promise<{
  certificatePath: string;
  keyPath: string;
  put(identity: TlsIdentity): Promise<void>;
  environment: Record<string, string>;
}> {
  const directory = await temporaryDirectory();
  stage.atEnd(() => directory[Symbol.asyncDispose]());
  const certificatePath = join(directory.path, 'live', 'fullchain.pem');
  const keyPath = join(directory.path, 'live', 'privkey.pem');
  await mkdir(join(directory.path, 'live'));
  let version = 0;
  const put = async ({ certificate, key }: TlsIdentity): Promise<void> => {
    version += 1;
    for (const [path, content] of [
      [certificatePath, certificate],
      [keyPath, key],
    ] as const) {
      const target = join(directory.path, `${version}-${path.split('/').at(-1)}`);
      await writeFile(target, content);
      await symlink(target, `${path}.new`);
      await rename(`${path}.new`, path);
    }
  };
  return {
    certificatePath,
    keyPath,
    put,
    environment: { PETLOG_SECURITY_HTTPS_CERTIFICATE: certificatePath, PETLOG_SECURITY_HTTPS_KEY: keyPath },
  };
}

it('is read again when the files change, without dropping a stream; a pair that does not fit is not taken, and said', async () => {
  const own = await files();
  const first = await make();
  await own.put(first);
  const { petlog, url, port, clock } = await stage.start(own.environment);
  const problems = async () => (await ask(`${url}/live/status`, { ca: first.certificate })).json['problems'];
  const before = await stage.fingerprintAt(port);
  expect(before).toBe(petlog.petlog.network.certificateFingerprint);
  const stream = await stage.watch(port);

  const second = await make();
  await rm(own.certificatePath);
  await writeFile(own.certificatePath, second.certificate);
  await clock.checkCertificate();
  await stream.next(2);
  expect(await problems()).toMatchObject([
    { code: 'certificate', message: expect.stringContaining('the private key is not that of the certificate') as string },
  ]);
  expect(await stage.fingerprintAt(port)).toBe(before);
  await writeFile(own.certificatePath, second.certificate.slice(0, 200));
  await clock.checkCertificate();
  await stream.next(2);
  expect(await problems()).toMatchObject([
    { code: 'certificate', message: expect.stringContaining('the certificate is not one in PEM format') as string },
  ]);

  await own.put(second);
  await clock.checkCertificate();
  const after = await stage.fingerprintAt(port);
  expect(after).not.toBe(before);
  expect(after).toBe(petlog.petlog.network.certificateFingerprint);
  await stream.next(2);
  expect((await ask(`${url}/live/status`, { ca: second.certificate })).json['problems']).toEqual([]);
});

it.each([
  [
    'security.https_certificate is set, but security.https_key is not',
    (own: { certificatePath: string }) => ({ https_certificate: own.certificatePath }),
  ],
  [
    'there is no such file',
    (own: { certificatePath: string }) => ({ https_certificate: own.certificatePath, https_key: '/nowhere/key.pem' }),
  ],
  [
    'the private key is not one in PEM format without a passphrase',
    (own: { certificatePath: string }) => ({ https_certificate: own.certificatePath, https_key: own.certificatePath }),
  ],
])('ends the start with one sentence: %s', async (sentence, keys) => {
  const own = await files();
  await own.put(await make());
  const starting = startPetLog({ config: { server: { https_port: 0 }, security: { https: true, ...keys(own) } } });
  await expect(starting).rejects.toThrow(sentence);
  await expect(starting).rejects.toThrow('{"code":1,"signal":null}');
});

it('ends the start when its port is in use, and says which setting chooses another', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  stage.atEnd(() => other.close());
  const { port } = other.address() as { port: number };
  await expect(startPetLog({ config: { server: { https_port: port }, security: { https: true } } })).rejects.toThrow(
    `Port ${port} is in use by another program; choose another with server.https_port`,
  );
});
