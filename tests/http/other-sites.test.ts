/** What pages of other sites get of a PetLog where everyone at home is let in: in a real browser, and as one asks. */
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { routes } from '../../shared/routes.ts';
import { ask } from '../support/ask.ts';
import { call } from '../support/http-client.ts';
import { launchChromium, OtherSites } from '../support/other-sites.ts';
import { apiToken } from '../support/paired-device.ts';
import { repositoryDirectory } from '../support/petlog-process.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let sites: OtherSites;
let browser: Browser;
let running: RunningPetLog;
let page: Page;

beforeAll(async () => {
  sites = await OtherSites.start();
  browser = await launchChromium();
  running = await runPetLog(
    {
      PETLOG_CAMERA_RESOLUTION: '128x96',
      PETLOG_SECURITY_ALLOWED_HOSTS: 'camera.example',
      PETLOG_SECURITY_ALLOWED_ORIGINS: sites.originOf('home.example'),
      PETLOG_RECORDING_REWIND_MINUTES: '0',
      PETLOG_RECORDING_PRE_ROLL_SECONDS: '0',
    },
    { rendererDirectory: `${repositoryDirectory}out/renderer` },
  );
  page = await browser.newPage();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await running.stop();
  await sites.close();
});

beforeEach(async () => {
  await call(`${running.url}/live/stop`, 'POST');
});

const stateOf = async (): Promise<unknown> => (await call(`${running.url}/live/status`)).body['state'];
/** Browsers say how far away a page is to the second, not to the first. */
const cameras = (): string[] => [`http://camera.example:${running.port}`, running.url];

/** What an `<img>` makes of it: its width, 0 where it shows nothing. Runs in the page. */
function widthOfImage(source: string, attributes: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const image = document.createElement('img');
    const end = (): void => {
      resolve(image.naturalWidth);
      image.src = '';
      image.remove();
    };
    Object.entries(attributes).forEach(([name, value]) => image.setAttribute(name, value));
    image.addEventListener('load', end, { once: true });
    image.addEventListener('error', end, { once: true });
    image.src = source;
    document.body.append(image);
  });
}

/** Everything by which a page makes a browser ask another host. Runs in the page; resolves when each has its answer. */
async function tryEverything(source: string): Promise<void> {
  const ended = (tag: 'img' | 'script' | 'video' | 'audio', attributes: Record<string, string>): Promise<unknown> =>
    new Promise((resolve) => {
      const element = document.createElement(tag);
      Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
      ['load', 'loadeddata', 'error'].forEach((event) => element.addEventListener(event, resolve, { once: true }));
      element.setAttribute('src', source);
      document.body.append(element);
    });
  const fetched = (options: RequestInit): Promise<unknown> =>
    fetch(source, { mode: 'no-cors', ...options }).then(
      ({ body }) => body?.cancel(),
      () => undefined,
    );
  await Promise.all([
    ended('img', {}),
    ended('img', { referrerpolicy: 'no-referrer' }),
    ended('script', { referrerpolicy: 'no-referrer' }),
    ended('script', {}),
    ended('video', {}),
    ended('audio', {}),
    ...[{}, { headers: { accept: 'text/html' } }, { headers: { accept: 'image/webp', 'accept-language': '' } }].flatMap((options) => [
      fetched(options),
      fetched({ ...options, referrerPolicy: 'no-referrer' }),
    ]),
  ]);
}

describe('a page of another site', () => {
  it.each(['', 'no-referrer', 'unsafe-url'])('with the referrer policy "%s" starts no camera, whatever it tries', async (policy) => {
    await page.goto(`${sites.originOf('evil.example')}/${policy}`);
    for (const camera of cameras()) {
      for (const path of ['/live/stream', '/live/video', '/live/hls/index.m3u8', '/live/hls/full/media.m3u8', '/live/snapshot']) {
        await page.evaluate(tryEverything, camera + path);
        expect([camera, path, await stateOf()]).toEqual([camera, path, 'stopped']);
      }
    }
  });

  it('at another port of the same name is another site as well', async () => {
    await page.goto(sites.originOf('127.0.0.1'));
    expect(await page.evaluate(widthOfImage, `${running.url}/live/snapshot`, {})).toBe(0);
    expect(await stateOf()).toBe('stopped');
  });

  it.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Referer: 'https://evil.example/page' },
    { 'User-Agent': 'Mozilla/5.0', 'Accept-Language': 'en' },
  ])('reads nothing that needs a permission: %j', async (headers) => {
    for (const { path, access } of Object.values(routes).filter(({ method }) => method === 'GET')) {
      const answer = await ask(running.url + path.replace(/:\w+/g, 'none'), { headers });
      const { status } = answer;
      if (access === 'none') {
        expect([path, status]).toEqual([path, path.includes(':') || path.startsWith('/trust/petlog') ? 404 : 200]);
      } else {
        expect([path, status, answer.json['code']]).toEqual([path, 403, 'origin_not_allowed']);
      }
    }
    expect((await ask(`${running.url}/live/stream`, { method: 'HEAD', headers })).status).toBe(403);
  });

  it('that shows a token was given it for that', async () => {
    const { token, id } = await apiToken(running, 'viewer');
    const foreign = { 'Sec-Fetch-Site': 'cross-site', Referer: 'https://evil.example/' };
    for (const authorization of [`Bearer ${token}`, `Basic ${btoa(`x:${token}`)}`]) {
      const answer = await ask(`${running.url}/live/snapshot`, { headers: { ...foreign, Authorization: authorization } });
      expect([answer.status, answer.headers['cross-origin-resource-policy']]).toEqual([200, 'cross-origin']);
    }
    await call(`${running.url}/auth/tokens/${id}`, 'DELETE');
    expect(
      (await ask(`${running.url}/live/snapshot`, { headers: { ...foreign, Authorization: `Basic ${btoa(`x:${token}`)}` } })).status,
    ).toBe(403);
  });
});

describe('a page of a listed origin', () => {
  it('shows the picture in a plain image', async () => {
    await page.goto(sites.originOf('home.example'));
    for (const camera of cameras()) {
      expect(await page.evaluate(widthOfImage, `${camera}/live/stream`, {})).toBe(128);
      expect(await page.evaluate(widthOfImage, `${camera}/live/snapshot`, {})).toBe(128);
    }
  });

  it('that says to nobody which it is shows it in images that do', async () => {
    await page.goto(`${sites.originOf('home.example')}/no-referrer`);
    for (const camera of cameras()) {
      const path = `${camera}/live/snapshot`;
      expect([await page.evaluate(widthOfImage, path, {}), await stateOf()]).toEqual([0, 'stopped']);
      expect(await page.evaluate(widthOfImage, path, { referrerpolicy: 'origin' })).toBe(128);
      expect(await page.evaluate(widthOfImage, path, { crossorigin: 'anonymous' })).toBe(128);
      await call(`${running.url}/live/stop`, 'POST');
    }
  });
});

describe('its own page', () => {
  it('shows the picture over plain HTTP, and so does an address that somebody typed', async () => {
    await call(`${running.url}/live/start`, 'POST'); // dashboards open no stream after a stop
    for (const camera of cameras()) {
      await page.goto(camera);
      await vi.waitFor(
        async () => {
          const image = await page.$('html >>> petlog-live-picture >>> .shown');
          const width = await image?.evaluate((element) =>
            element instanceof HTMLVideoElement ? element.videoWidth : (element as HTMLImageElement).naturalWidth,
          );
          expect(width).toBe(128);
        },
        { timeout: 60_000, interval: 100 },
      );
      expect((await page.goto(`${camera}/live/snapshot`))?.status()).toBe(200);
    }
  });
});
