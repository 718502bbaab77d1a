/** From somebody who comes into the picture to the entry that people see in a real Chromium. */
import { chromium } from '@playwright/test';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { LogEventsPage } from '../../shared/log-events.ts';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { footageJpegs } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { footageVisit } from './detection-clips.ts';
import { PictureCamera } from './marked-camera.ts';
import type { NoticedOnPage } from './noticing-results.ts';

const frameRate = 15;
const patienceMilliseconds = 240_000;
const phone = { width: 390, height: 844 } as const;

/** The footage again and again, and the cat in it each time; the detection process starts for the first visit. */
export async function measureOnPage(times: number): Promise<NoticedOnPage> {
  await using camera = await PictureCamera.start(footageJpegs(), frameRate);
  await using petlog = await startPetLog({
    command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
    environment: frugalEnvironment,
    arguments: ['--camera', camera.url],
    config: {
      camera: { resolution: [1280, 720], frame_rate: frameRate, always_on: true },
      detection: { enabled: true, hold_seconds: 2 },
      security: { allowed_targets: ['127.0.0.1'] },
    },
  });
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
  try {
    const page = await browser.newPage({ viewport: phone });
    await page.goto(`${petlog.url}/app/activity`);
    const entries = page.getByRole('list', { name: 'Events' }).getByRole('button', { name: /^A cat/ });
    const toLog: number[] = [];
    const toPage: number[] = [];
    for (let time = 0; time < times; time += 1) {
      await entries.nth(time).waitFor({ timeout: patienceMilliseconds });
      const shownAt = Date.now();
      const { events } = LogEventsPage.parse((await call(`${petlog.url}/events`)).body);
      const createdAt = Math.max(...events.map(({ created_at: createdAtText }) => Date.parse(createdAtText)));
      const givenAt = camera.givenMilliseconds[Math.round(footageVisit.fromSeconds * frameRate)] ?? NaN;
      toLog.push((createdAt - givenAt) / 1000);
      toPage.push((shownAt - createdAt) / 1000);
    }
    return { toLogSeconds: toLog, toPageSeconds: toPage };
  } finally {
    await browser.close();
  }
}
