import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { examine } from '../../main/doctor/doctor.ts';
import type { Subject } from '../../main/doctor/subject.ts';
import type { DoctorResult } from '../../shared/doctor.ts';
import { doctorChecks } from '../../shared/doctor-checks.ts';
import { test } from '../support/dashboard.ts';
import { addressOf, fakeMachine, type FakeMachineOptions, raspberryPi4, users } from '../support/fake-machine.ts';
import { kioskHost, test as kioskTest, type Kiosk } from '../support/kiosk.ts';
import { screens as kioskScreens, smallScreen } from '../support/kiosk-screens.ts';
import { sharePetLog } from '../support/shared-petlog.ts';
import { textTables } from '../support/text-tables.ts';

const running = sharePetLog();

const screens = [{ width: 390, height: 844 }, ...kioskScreens, { width: 1280, height: 800 }] as const;

/** Says what a file holds, which a test may change: as a power supply that gets better. */
async function firmware(): Promise<{ environment: Record<string, string>; say(bits: string): Promise<void> } & AsyncDisposable> {
  const directory = await mkdtemp(join(tmpdir(), 'petlog-firmware-'));
  const file = join(directory, 'vcgencmd');
  await writeFile(file, `#!/bin/sh\ncat '${directory}/bits'\n`);
  await chmod(file, 0o755);
  return {
    environment: { PATH: `${directory}:${process.env['PATH'] ?? ''}` },
    say: (bits) => writeFile(join(directory, 'bits'), `throttled=${bits}\n`),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

const check = (page: Page, name: string) => page.locator(`petlog-doctor-list [data-check="${name}"]`);

test('the dashboard leads to a check of the machine, which can be done again', async ({ page, start }) => {
  await using pi = await firmware();
  await pi.say('0x50005');
  const petlog = await start({ environment: pi.environment });
  await page.goto(petlog.url);
  await page.getByRole('link', { name: 'More', exact: true }).click();
  await page.getByRole('link', { name: /^System check/ }).click();
  await expect(page).toHaveTitle('PetLog: system check');
  await expect(check(page, 'power')).toContainText('Now the supply voltage is too low');
  await expect(check(page, 'power')).toContainText('Use the power supply made for this Raspberry Pi');
  await expect(page.locator('petlog-doctor-list li')).toHaveCount(Object.keys(doctorChecks).length);
  await expect(page.locator('petlog-doctor-list li').first()).toContainText('Problem');
  await expect(page.getByRole('status')).toContainText('1 problem');

  for (const size of screens) {
    await page.setViewportSize(size);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${size.width}x${size.height}`).toBeLessThanOrEqual(size.width);
  }

  await pi.say('0x0');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(check(page, 'power')).toContainText('The supply voltage is right');
  await expect(page.getByRole('status')).not.toContainText('problem');
  await page.getByRole('link', { name: 'Live', exact: true }).click();
  await expect(page.locator('petlog-live')).toBeVisible();
});

test('shows that it works, and says what went wrong when there is no answer', async ({ page }) => {
  const petlog = await running();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/doctor', async (route) => {
    await held;
    await route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'Internal', status: 500, detail: 'It broke.', code: 'internal' }),
    });
  });
  await page.goto(`${petlog.url}/?view=doctor`);
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.getByRole('status')).toContainText('Checking camera, disk, network');
  release();
  await expect(page.getByRole('status')).toContainText('The machine could not be checked.');
  await page.unroute('**/doctor');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(check(page, 'versions')).toContainText('PetLog');
});

const interfaces = () => ({ wlan0: addressOf('192.168.1.5') });
const names: Subject['names'] = { hostname: () => 'pi', interfaces, resolverConfiguration: () => '' };
const machines: Readonly<Record<string, FakeMachineOptions>> = {
  well: {
    files: {
      ...raspberryPi4,
      ...users,
      '/dev/video0': '',
      '/proc/meminfo': 'MemTotal: 945312 kB\nMemAvailable: 500000 kB\n',
      '/sys/class/thermal/thermal_zone0/temp': '48312\n',
      '/proc/self/mountinfo': '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw\n',
    },
    programs: {
      'rpicam-vid': '',
      'rpicam-hello': "echo '0 : imx708 [4608x2592 10-bit RGGB]'",
      vcgencmd: 'echo throttled=0x0',
      timedatectl: 'echo yes',
      systemctl: 'echo LoadState=loaded; echo ActiveState=active; echo NRestarts=0',
    },
    subject: {
      names,
      askProcess: async ([subject]) => JSON.stringify(subject === 'encoder' ? { hardware: true, software: true, load: null } : {}),
    },
  },
  ill: {
    files: {
      ...raspberryPi4,
      ...users,
      '/proc/meminfo': 'MemTotal: 945312 kB\nMemAvailable: 30000 kB\n',
      '/sys/class/thermal/thermal_zone0/temp': '82500\n',
    },
    programs: {
      'rpicam-vid': '',
      vcgencmd: 'echo throttled=0x50005',
      timedatectl: 'echo no',
      systemctl: 'echo LoadState=loaded; echo ActiveState=failed; echo Result=exit-code',
    },
    config: {
      server: { port: 80 },
      security: { https: true, https_certificate: '/nowhere/certificate.pem', https_key: '/nowhere/key.pem' },
      camera: { source: 'raspistill' },
    },
    subject: {
      names: { ...names, interfaces: () => ({}) },
      architecture: 'arm',
      diskSpace: async () => ({ availableBytes: 400e6, totalBytes: 32.4e9 }),
      configurationError: 'server.port is 99999.',
      askProcess: async ([subject, path = '']) =>
        JSON.stringify(subject === 'encoder' ? { hardware: false, software: false, load: null } : { [path]: 'file is not a database' }),
    },
  },
};

/** The text without what stands in it as it is in every language, the longest first. */
function withoutValues(shown: string, { summary_parts, advice_parts }: DoctorResult): string {
  const values = [...summary_parts, ...advice_parts]
    .flatMap(({ values }) => Object.values(values))
    .flatMap((value) => (typeof value === 'string' ? [value] : []));
  return values.sort((a, b) => b.length - a.length).reduce((text, value) => text.replaceAll(value, '…'), shown);
}

for (const [language, locale] of [
  ['de', 'de-DE'],
  ['ja', 'ja-JP'],
] as const) {
  test.describe(`a reader of ${language}`, () => {
    test.use({ locale });

    for (const [state, options] of Object.entries(machines)) {
      test(`reads everything about a machine that is ${state} in that language`, async ({ page }) => {
        await using machine = await fakeMachine(options);
        const { results } = await examine(machine.subject);
        const petlog = await running();
        await page.route('**/doctor', (route) => route.fulfill({ json: { results } }));
        await page.goto(`${petlog.url}/?view=doctor`);
        const words = textTables[language].doctor;
        await expect(page.locator('petlog-doctor-list li')).toHaveCount(Object.keys(doctorChecks).length);
        for (const result of results) {
          const shown = withoutValues(await check(page, result.name).innerText(), result);
          expect(shown).toContain(words.checks[result.name]);
          expect(shown, result.summary).not.toMatch(/\b(and|are|for|has|is|it|not|of|or|that|the|this|to|with)\b/i);
        }
        for (const size of screens) {
          await page.setViewportSize(size);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), `${size.width}x${size.height}`).toBeLessThanOrEqual(
            size.width,
          );
        }
      });
    }
  });
}

async function enterPin(kiosk: Kiosk, pin: string): Promise<void> {
  for (const digit of pin) {
    await kiosk.touch(kiosk.button(digit));
  }
  await kiosk.touch(kiosk.button('OK'));
}

kioskTest(`the menu of the kiosk leads to it, behind the PIN, on the ${kioskHost}`, async ({ openKiosk }) => {
  const kiosk = await openKiosk(smallScreen);
  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('Set a PIN'));
  await enterPin(kiosk, '2468');
  await enterPin(kiosk, '2468');
  await expect(kiosk.page.getByText('This screen has a new PIN.')).toBeVisible();
  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('Lock now'));
  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('System check'));
  await expect(kiosk.page.locator('petlog-doctor-list')).toHaveCount(0);
  await enterPin(kiosk, '2468');
  await expect(check(kiosk.page, 'camera')).toContainText('mock');
  await expect(kiosk.page.locator('petlog-doctor-list li')).toHaveCount(Object.keys(doctorChecks).length);
  expect(await kiosk.page.locator('dialog.page').evaluate((page) => page.scrollWidth - page.clientWidth)).toBe(0);
  await kiosk.touch(kiosk.button('Live picture'));
  await expect(kiosk.page.locator('petlog-doctor-list')).toHaveCount(0);
});
