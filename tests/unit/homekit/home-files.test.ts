import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HomeFiles } from '../../../main/homekit/home-files.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

it('keeps an identity, for this user alone, until it is forgotten', async () => {
  await using temporary = await temporaryDirectory();
  const directory = temporary.path;
  const files = new HomeFiles(directory);
  expect(await files.read()).toBeNull();
  const identity = await files.openIdentity();
  expect(await new HomeFiles(directory).openIdentity()).toEqual(identity);
  expect((await stat(join(directory, 'homekit', 'identity.json'))).mode & 0o777).toBe(0o600);
  await files.forget();
  expect(await files.openIdentity()).not.toEqual(identity);
});

it('makes a new identity where the file is damaged', async () => {
  await using temporary = await temporaryDirectory();
  const directory = temporary.path;
  const files = new HomeFiles(directory);
  const identity = await files.openIdentity();
  await writeFile(join(directory, 'homekit', 'identity.json'), '{"device_id":');
  const other = await files.openIdentity();
  expect(other.deviceId).not.toBe(identity.deviceId);
  expect(await files.openIdentity()).toEqual(other);
});

it('takes a whole pairing along, and nothing that is none', async () => {
  await using directory = await temporaryDirectory();
  await using otherDirectory = await temporaryDirectory();
  const files = new HomeFiles(directory.path);
  await files.openIdentity();
  await writeFile(join(files.pairingDirectory, 'AccessoryInfo.0E1122334455.json'), '{"signSk":"1"}');
  await writeFile(join(files.pairingDirectory, '.AccessoryInfo.0E1122334455.json.7.tmp'), 'half');
  const pairing = await files.read();
  expect(Object.keys(pairing?.files ?? {})).toEqual(['AccessoryInfo.0E1122334455.json']);
  const other = new HomeFiles(otherDirectory.path);
  await other.openIdentity();
  await writeFile(join(other.pairingDirectory, 'IdentifierCache.0E1122334455.json'), '{}');
  await other.replace(pairing!);
  expect(await other.read()).toEqual(pairing);
  expect(await readFile(join(other.pairingDirectory, 'AccessoryInfo.0E1122334455.json'), 'utf8')).toBe('{"signSk":"1"}');
});
