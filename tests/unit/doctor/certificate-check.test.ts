import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../../main/doctor/checks/certificate.ts';
import type { Finding } from '../../../main/doctor/finding.ts';
import type { Subject } from '../../../main/doctor/subject.ts';
import { makeCertificate, makePrivateKey } from '../../../main/network/make-certificate.ts';
import { findingOf, owner } from '../../support/doctor-finding.ts';
import { fakeMachine } from '../../support/fake-machine.ts';

describe('certificate', () => {
  const day = 24 * 3600_000;
  const names = { names: ['localhost', 'pi', 'pi.local'], addresses: ['127.0.0.1', '::1'] };
  const own = { names: { hostname: () => 'pi', interfaces: () => ({}), resolverConfiguration: () => '' } };
  const https = { security: { https: true } };
  const made =
    (madeAtMilliseconds: number, forNames = names) =>
    async ({ dataDirectory }: Subject): Promise<void> => {
      const directory = join(dataDirectory, 'access/tls');
      await mkdir(directory, { recursive: true });
      const { certificate, key } = await makeCertificate(await makePrivateKey(), forNames, madeAtMilliseconds);
      await writeFile(join(directory, 'certificate.pem'), certificate);
      await writeFile(join(directory, 'key.pem'), key);
    };

  test('off, not made yet, made', async () => {
    expect(await findingOf(checkCertificate)).toMatchObject({ status: 'ok', summary: expect.stringContaining('HTTPS is off') });
    expect(await findingOf(checkCertificate, { config: https })).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('makes a certificate when it starts'),
    });
    expect(await findingOf(checkCertificate, { config: https, subject: own }, made(Date.now()))).toMatchObject({
      status: 'ok',
      summary: expect.stringMatching(/^The certificate is valid until \d{4}-\d\d-\d\d\. PetLog made it/),
      advice: null,
    });
  });

  test('made, but over, early, for other names or damaged', async () => {
    expect(await findingOf(checkCertificate, { config: https, subject: own }, made(Date.now() - 400 * day))).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('ran out on'),
    });
    expect(await findingOf(checkCertificate, { config: https, subject: { ...own, owner } }, made(Date.now() - 400 * day))).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('ran out on'),
    });
    expect(await findingOf(checkCertificate, { config: https, subject: own }, made(Date.now() + 10 * day))).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('not valid before'),
      advice: expect.stringContaining('clock'),
    });
    expect(
      await findingOf(checkCertificate, { config: https, subject: own }, made(Date.now(), { ...names, names: ['localhost', 'old'] })),
    ).toMatchObject({ status: 'warning', summary: expect.stringContaining('not for pi, pi.local.') });
    const damage = async (subject: Subject): Promise<void> => {
      await made(Date.now())(subject);
      await writeFile(join(subject.dataDirectory, 'access/tls/certificate.pem'), 'no certificate');
    };
    expect(await findingOf(checkCertificate, { config: https }, damage)).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('is damaged'),
    });
  });

  test("one's own", async () => {
    await using place = await fakeMachine({ subject: { owner } });
    const files = {
      https_certificate: join(place.subject.dataDirectory, 'access/tls/certificate.pem'),
      https_key: join(place.subject.dataDirectory, 'access/tls/key.pem'),
    };
    const state = (security: object = {}): Promise<Finding> =>
      findingOf(checkCertificate, { config: { security: { https: true, ...files, ...security } } });
    expect(await state()).toMatchObject({ status: 'problem', summary: expect.stringMatching(/there is no such file as .*\.pem\.$/) });
    await made(Date.now())(place.subject);
    expect(await state({ https_certificate: files.https_key })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('is no certificate in PEM format'),
    });
    expect(await state({ https_key: files.https_certificate })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('is no private key in PEM format'),
    });
    const otherKey = join(place.root, 'other.pem');
    await writeFile(otherKey, (await makeCertificate(await makePrivateKey(), names, Date.now())).key);
    expect(await state({ https_key: otherKey })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining(`${otherKey} is not that of`),
    });
    expect(await state({ https_certificate: place.root })).toMatchObject({ status: 'problem', summary: expect.stringContaining('EISDIR') });
    expect(await state()).toMatchObject({ status: 'ok', summary: expect.stringMatching(/valid until [\d-]+\.$/) });
    expect(await state({ allowed_hosts: ['pi.local:8443', 'cat.example.org'] })).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('not for cat.example.org.'),
    });
    await made(Date.now() - 390 * day)(place.subject);
    expect(await state()).toMatchObject({ status: 'warning', advice: expect.stringContaining('Renew it') });
    await made(Date.now() - 400 * day)(place.subject);
    expect(await state()).toMatchObject({ status: 'problem', summary: expect.stringContaining('ran out on') });
  });
});
