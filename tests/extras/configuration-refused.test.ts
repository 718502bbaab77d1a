/** A file of what a camera is set up like that cannot be brought back: it changes nothing. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConfigurationFile } from '../../shared/configuration-file.ts';
import { call, type JsonAnswer } from '../support/http-client.ts';
import { exported, filesOf, NewCardStage, passphrase, withDigest } from '../support/new-card-stage.ts';
import type { RunningPetLog } from '../support/running-petlog.ts';

let stage: NewCardStage;
let petlog: RunningPetLog;
let saved: ConfigurationFile;

beforeAll(async () => {
  stage = await NewCardStage.create();
  petlog = await stage.start(stage.old);
  saved = await exported(petlog);
});

afterAll(() => stage.end());

const bringBack = (input: object): Promise<JsonAnswer> => call(`${petlog.url}/configuration/import`, 'POST', input);

it.each([
  ['something else', () => ({ hello: 'world' }), 'configuration_not_a_file'],
  ['of a newer PetLog', (file: ConfigurationFile) => ({ ...file, version: 2, petlog_version: '99.0.0' }), 'configuration_newer'],
  ['cut off', (file: ConfigurationFile) => ({ format: file.format, version: file.version, name: file.name }), 'configuration_damaged'],
  ['changed in the open', (file: ConfigurationFile) => ({ ...file, name: 'Mine' }), 'configuration_damaged'],
  [
    'changed in the open, with a new checksum',
    (file: ConfigurationFile) => withDigest({ ...file, name: 'Mine' }),
    'configuration_passphrase_wrong',
  ],
  [
    'changed inside',
    (file: ConfigurationFile) => {
      const { sealed } = file;
      const content = Buffer.from(sealed?.content ?? '', 'base64');
      content.writeUInt8((content.at(20) ?? 0) ^ 1, 20);
      return withDigest({ ...file, sealed: sealed === null ? null : { ...sealed, content: content.toString('base64') } });
    },
    'configuration_passphrase_wrong',
  ],
  ['with a costlier key', (file: ConfigurationFile) => ({ ...file, sealed: { ...file.sealed, cost: 2 ** 24 } }), 'configuration_damaged'],
])('%s', async (_what, change, code) => {
  const before = await filesOf(stage.old);
  const { status, body } = await bringBack({ file: change(saved), passphrase });
  expect({ status, code: body['code'] }).toEqual({ status: 422, code });
  expect(await filesOf(stage.old)).toEqual(before);
});

it('without its passphrase, or with another', async () => {
  expect((await bringBack({ file: saved })).body).toMatchObject({ code: 'configuration_passphrase_missing' });
  expect((await bringBack({ file: saved, passphrase: 'wrong horse' })).body).toMatchObject({ code: 'configuration_passphrase_wrong' });
  expect((await bringBack({ file: saved, passphrase: 7 })).status).toBe(422);
  expect(await filesOf(stage.old)).not.toContain('restore.json');
});
