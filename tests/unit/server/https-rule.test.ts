import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { requireHttps } from '../../../main/server/network/https-rule.ts';
import { ask } from '../../support/ask.ts';

const closers: (() => void)[] = [];

afterEach(() => closers.splice(0).forEach((close) => close()));

/** A server with nothing but the rule, before which a proxy at 127.0.0.1 speaks TLS. */
async function serve(rule: { httpsPort: number; hasOwnCertificate: boolean }): Promise<string> {
  const app = express();
  app.set('trust proxy', true);
  app.use(
    requireHttps({
      httpsPort: () => rule.httpsPort,
      hasOwnCertificate: () => rule.hasOwnCertificate,
      healthOverHttp: () => false,
      isTrustedProxy: () => true,
      kioskToken: 'token',
    }),
  );
  app.use((_request, response) => void response.send('served'));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/live?a=1`;
}

describe('requireHttps', () => {
  it.each([
    ["a day of HSTS for one's own certificate on the standard port", { httpsPort: 443, hasOwnCertificate: true }, 'max-age=86400'],
    ['none on another port, where it would hold for all of them', { httpsPort: 8443, hasOwnCertificate: true }, undefined],
    ['none for a certificate that PetLog made', { httpsPort: 443, hasOwnCertificate: false }, undefined],
  ])('sends %s', async (_what, rule, header) => {
    const answer = await ask(await serve(rule), { headers: { 'X-Forwarded-Proto': 'https' } });
    expect([answer.status, answer.headers['strict-transport-security']]).toEqual([200, header]);
  });

  it.each([
    [443, 'https://localhost/live?a=1'],
    [8443, 'https://localhost:8443/live?a=1'],
  ])('sends HTTP to port %i as %s', async (httpsPort, location) => {
    const answer = await ask(await serve({ httpsPort, hasOwnCertificate: false }), { headers: { Host: 'localhost:8000' } });
    expect([answer.status, answer.headers.location, answer.headers['strict-transport-security']]).toEqual([308, location, undefined]);
  });
});
