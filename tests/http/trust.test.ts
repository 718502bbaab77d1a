import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificate, makePrivateKey } from '../../main/network/make-certificate.ts';
import { MadeCertificate } from '../../main/network/made-certificate.ts';
import { readOwnNames } from '../../main/network/own-names.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { ask } from '../support/ask.ts';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { type RunningPetLog, runPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const https = { PETLOG_SECURITY_HTTPS: 'true', PETLOG_SERVER_HTTPS_PORT: '0' };
const rendererDirectory = join(import.meta.dirname, '../../out/renderer');
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) {
    await close();
  }
});

async function start(environment: Record<string, string> = https, dataDirectory?: string): Promise<RunningPetLog & { secureUrl: string }> {
  const running = await runPetLog(environment, { rendererDirectory, ...(dataDirectory === undefined ? {} : { dataDirectory }) });
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (!isStopped) {
      isStopped = true;
      await running.stop();
    }
  };
  closers.push(stop);
  return { ...running, stop, secureUrl: `https://127.0.0.1:${running.petlog.address.httpsPort}` };
}

async function newDirectory(): Promise<string> {
  const directory = await temporaryDirectory();
  closers.push(() => directory[Symbol.asyncDispose]());
  return directory.path;
}

/** A Chromium that trusts this authority and the usual ones. */
async function openBrowser(authority: string): Promise<Browser> {
  const home = await newDirectory();
  const database = join(home, '.pki/nssdb');
  await mkdir(database, { recursive: true });
  await writeFile(join(home, 'authority.pem'), authority);
  execFileSync('certutil', ['-d', `sql:${database}`, '-N', '--empty-password']);
  execFileSync('certutil', ['-d', `sql:${database}`, '-A', '-t', 'C,,', '-n', 'petlog', '-i', join(home, 'authority.pem')]);
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    args: [...chromiumFlags, '--host-resolver-rules=MAP bank.example 127.0.0.1'],
    env: { ...process.env, HOME: home, XDG_DATA_HOME: join(home, 'data') },
  });
  closers.push(() => browser.close());
  return browser;
}

describe('a new installation', () => {
  it('gives its authority, and the page that leads there, over HTTP; everything else goes to HTTPS', async () => {
    const { url, secureUrl } = await start();
    const file = await ask(`${url}/trust/petlog.crt`);
    expect(file.headers['content-type']).toBe('application/x-x509-ca-cert');
    const authority = new X509Certificate(file.text);
    const { json } = await ask(`${url}/trust`);
    expect(json).toMatchObject({ certificate: 'authority', authority: { fingerprint: authority.fingerprint256 } });
    const profile = await ask(`${url}/trust/petlog.mobileconfig`);
    expect(profile.headers['content-type']).toBe('application/x-apple-aspen-config');
    const [, data = ''] = /<data>([^<]+)<\/data>/.exec(profile.text) ?? [];
    expect(new X509Certificate(Buffer.from(data, 'base64')).fingerprint256).toBe(authority.fingerprint256);
    const page = await ask(`${url}/app/trust`);
    expect(page.status).toBe(200);
    const script = /src="\.\/(assets\/[^"]+)"/.exec(page.text)?.[1] ?? '';
    expect((await ask(`${url}/${script}`)).status).toBe(200);
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' ${secureUrl}`);
    for (const path of ['/', '/app/more', '/trust/authority', '/api', '/app/trust/more', '/assets/../api']) {
      expect((await ask(`${url}${path}`)).status).toBe(308);
    }
    expect((await ask(`${url}/trust`, { method: 'POST' })).status).toBe(308);
    const check = await ask(`${secureUrl}/trust/check`, { ca: file.text });
    expect(check).toMatchObject({ status: 200, headers: { 'cross-origin-resource-policy': 'cross-origin' } });
  });

  it('is trusted by a browser that trusts the authority, which keeps the app and opens it without the camera', async () => {
    const petlog = await start();
    const browser = await openBrowser((await ask(`${petlog.url}/trust/petlog.crt`)).text);
    const page = await browser.newPage();
    await page.goto(`${petlog.url}/app/trust`);
    await page.waitForSelector('section button');
    await page.click('section button');
    await page.waitForSelector('section .good + a');
    await page.click('section .good + a');
    await page.waitForSelector('p.good[role="status"]');
    expect(page.url()).toBe(`${petlog.secureUrl}/app/trust`);
    await page.goto(petlog.secureUrl);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.goto(`${petlog.secureUrl}/app/more/phone`);
    await page.waitForSelector('petlog-shell');
    const kept = await page.evaluate(async () => {
      const found = await Promise.all(
        (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
      );
      return found.flat();
    });
    expect(kept).toContain(`${petlog.secureUrl}/`);
    expect(kept.filter((address) => !address.startsWith(`${petlog.secureUrl}/assets/`))).toEqual([`${petlog.secureUrl}/`]);
    await petlog.stop();
    await page.goto(`${petlog.secureUrl}/app/recordings`);
    await page.waitForFunction(
      () => (document.querySelector('petlog-waiting') as { isUnreachable?: boolean } | null)?.isUnreachable === true,
    );
  }, 120_000);

  it('is refused by that browser where the authority signed for a name outside the home', async () => {
    const petlog = await start();
    const text = await readFile(join(petlog.dataDirectory, 'access/tls/authority.pem'), 'utf8');
    const [certificate = '', key = ''] = text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [];
    const browser = await openBrowser(certificate);
    const serve = async (names: string[], addresses: string[]): Promise<number> => {
      const leaf = await makeCertificate(await makePrivateKey(), { names, addresses }, Date.now(), { certificate, key });
      const server = createServer({ cert: leaf.certificate, key: leaf.key }, (_request, response) => response.end('hello'));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      closers.push(async () => {
        server.closeAllConnections();
        await server[Symbol.asyncDispose]();
      });
      return (server.address() as AddressInfo).port;
    };
    const page = await browser.newPage();
    expect((await page.goto(`https://127.0.0.1:${await serve(['pi.local'], ['127.0.0.1'])}/`))?.status()).toBe(200);
    await expect(page.goto(`https://bank.example:${await serve(['bank.example'], [])}/`)).rejects.toThrow('ERR_CERT');
  });

  it('has a manifest with its name, whose addresses hold below the path of a proxy', async () => {
    const { url } = await start({ PETLOG_SERVER_NAME: 'Cat "cam"', PETLOG_SERVER_BASE_PATH: '/cam' });
    const manifest = (await ask(`${url}/cam/manifest.webmanifest`)).json as { icons: { src: string }[] };
    expect(manifest).toMatchObject({ name: 'Cat "cam"', start_url: './', scope: './', display: 'standalone' });
    for (const { src } of manifest.icons) {
      expect((await ask(`${url}/cam/${src}`)).headers['content-type']).toBe('image/png');
    }
    const worker = await ask(`${url}/cam/service-worker.js`);
    expect(worker.headers['cache-control']).toBe('no-cache');
    expect((await ask(`${url}/cam/app/more`)).text).toContain('rel="manifest"');
  });
});

describe('an installation whose certificate signs itself', () => {
  it('keeps it until an admin switches, and the server that runs takes the new one', async () => {
    const dataDirectory = await newDirectory();
    const directory = join(dataDirectory, 'access/tls');
    const before = await new MadeCertificate({
      directory,
      ownNames: () => readOwnNames(),
      clock: createSystemClock(),
      logger: silentLogger,
    }).load();
    const { url, secureUrl } = await start(https, dataDirectory);
    const call = { ca: before.certificate };
    expect((await ask(`${secureUrl}/trust`, call)).json).toMatchObject({ certificate: 'self_signed', authority: null });
    expect((await ask(`${url}/trust/petlog.crt`)).status).toBe(404);
    expect((await ask(`${secureUrl}/trust/authority`, { ...call, method: 'POST', body: {} })).json).toMatchObject({
      certificate: 'authority',
      names_outside: [],
    });
    const authority = (await ask(`${url}/trust/petlog.crt`)).text;
    const again = await ask(`${secureUrl}/trust/authority`, { ca: authority, method: 'POST', body: {} });
    expect(again).toMatchObject({ status: 409, json: { code: 'authority_exists' } });
    expect((await ask(`${secureUrl}/trust/authority`, { ca: authority, method: 'POST', body: { replace: true } })).status).toBe(200);
    expect((await ask(`${url}/trust/petlog.crt`)).text).not.toBe(authority);
  });

  it('has nothing to switch without HTTPS', async () => {
    const { url } = await start({});
    expect((await ask(`${url}/trust`)).json).toEqual({ https_port: null, certificate: null, authority: null });
    expect((await ask(`${url}/trust/authority`, { method: 'POST', body: {} })).json).toMatchObject({ code: 'https_off' });
    expect((await ask(`${url}/trust/tunnels`)).json).toMatchObject({ came_through: null });
  });
});
