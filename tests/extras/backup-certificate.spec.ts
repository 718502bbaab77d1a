/** More › Backup: a place whose certificate nobody signed, such as a NAS at home. */
import { X509Certificate } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { makeCertificate, makePrivateKey } from '../../main/network/make-certificate.ts';
import type { TlsIdentity } from '../../main/network/tls-identity.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { startWebDav } from '../support/backup-servers.ts';
import { test } from '../support/dashboard.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ofNas = async (): Promise<TlsIdentity> =>
  makeCertificate(await makePrivateKey(), { names: ['nas.test'], addresses: ['127.0.0.1'] }, Date.now());

/** As it is shown: groups of two bytes. */
const groupsOf = ({ certificate }: TlsIdentity): string =>
  (new X509Certificate(certificate).fingerprint256.replaceAll(':', '').match(/.{4}/g) ?? []).join(' ');

test('a certificate is compared and trusted, and another one in its place is not taken', async ({ start, page }) => {
  await using there = await temporaryDirectory();
  const [own, other] = await Promise.all([ofNas(), ofNas()]);
  const [ownFiles, otherFiles] = [join(there.path, 'own'), join(there.path, 'other')];
  await using server = await startWebDav(ownFiles, 'anna', 'secret word', { identity: own });
  const { url } = await start({ arguments: ['--allowed-targets', '127.0.0.1'] });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${url}/app/more/backup`);
  await page.getByRole('button', { name: 'Add a place' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('NAS');
  await dialog.getByLabel('Address').fill(`${server.url}/`);
  await dialog.getByLabel('User name').fill('anna');
  await dialog.getByLabel('Password').fill('secret word');
  await dialog.getByLabel('What is copied').selectOption('all');
  await dialog.getByRole('button', { name: 'Save' }).click();

  const place = page.getByRole('article', { name: 'NAS' });
  const trust = place.getByRole('button', { name: 'It is mine: trust it' });
  // It is tested as soon as it is saved.
  await expect(place.getByRole('alert')).toContainText('compare its fingerprint, and confirm it');
  await expect(place.locator('.fingerprint .groups')).toHaveText(groupsOf(own));
  await expect(place.getByText('If this is the certificate of your own server')).toBeVisible();
  expect(await overflowingTexts(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(await readdir(ownFiles)).toEqual([]);
  await trust.click();
  await expect(place.getByText('It works: a file was written, read and removed.')).toBeVisible();
  await expect(trust).toHaveCount(0);
  await fetch(`${url}/live/record/start?duration=1`, { method: 'POST' });
  await expect(place.getByText('1 copies there')).toBeVisible({ timeout: 60_000 });

  // Somebody else is at that address now.
  await server[Symbol.asyncDispose]();
  await using _stranger = await startWebDav(otherFiles, 'anna', 'secret word', { identity: other, port: server.port });
  await page.reload();
  await fetch(`${url}/live/record/start?duration=1`, { method: 'POST' });
  await expect(place.getByText('another certificate than the one that was confirmed')).toBeVisible({ timeout: 60_000 });
  await expect(place.locator('.fingerprint .groups')).toHaveText(groupsOf(other));
  await expect(trust).toBeVisible();
  expect(await readdir(otherFiles)).toEqual([]);
  expect(await overflowingTexts(page)).toEqual([]);
  // It was the owner's own hand: what waits goes there.
  await trust.click();
  await expect(place.getByText('It works: a file was written, read and removed.')).toBeVisible();
  await expect(place.getByText('2 copies there')).toBeVisible({ timeout: 60_000 });
});
