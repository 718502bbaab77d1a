import { mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
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

it('stays as it was where another pairing cannot be written', async () => {
  await using directory = await temporaryDirectory();
  const files = new HomeFiles(directory.path);
  await files.openIdentity();
  const kept = 'AccessoryInfo.0E1122334455.json';
  await writeFile(join(files.pairingDirectory, kept), '{"signSk":"1"}');
  const before = await files.read();
  const [first, second] = ['AccessoryInfo.0E66778899AA.json', 'IdentifierCache.0E66778899AA.json'] as const;
  await mkdir(join(files.pairingDirectory, second));
  const identity = { device_id: '0E:66:77:88:99:AA', setup_code: '111-22-333', setup_id: 'ABCD' };
  await expect(files.replace({ identity, files: { [first]: '{}', [second]: '{}' } })).rejects.toThrow();
  await rm(join(files.pairingDirectory, second), { recursive: true });
  const after = await files.read();
  expect(after?.identity).toEqual(before?.identity);
  expect(after?.files[kept]).toBe('{"signSk":"1"}');
});

it('is not said to be empty where it cannot be read', async () => {
  await using directory = await temporaryDirectory();
  const files = new HomeFiles(directory.path);
  await files.openIdentity();
  await rm(files.pairingDirectory, { recursive: true });
  expect((await files.read())?.files).toEqual({});
  await symlink(files.pairingDirectory, files.pairingDirectory);
  await expect(files.read()).rejects.toThrow('ELOOP');
});
