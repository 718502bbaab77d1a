/** Places for copies as people set them up: two are never one, as each would remove what the other keeps there. */
import { describe, expect, it } from 'vitest';
import { TargetSettings } from '../../../main/backup/target-settings.ts';
import { BackupTarget, BackupTargetInput } from '../../../shared/backup.ts';

type Values = Partial<BackupTargetInput> & Pick<BackupTargetInput, 'kind'>;

const keys = { username: 'anna', password: 'secret word' };
const inputOf = (values: Values, name = 'Another'): BackupTargetInput =>
  BackupTargetInput.parse({ name, ...(values.kind === 's3' ? keys : {}), ...values });

function settingsWith(...targets: readonly BackupTarget[]): TargetSettings {
  return new TargetSettings({ targets: () => [...targets], putTarget: () => {}, removeTarget: () => {} }, () => 0);
}

const s3 = { kind: 's3', url: 'https://s3.home.test', bucket: 'cats' } as const;
const nas = { kind: 'webdav', url: 'https://nas.home.test/dav/' } as const;
const remote = { kind: 'rclone', remote: 'nas' } as const;

describe('a place that has copies already', () => {
  it.each<[string, Values, Values]>([
    ['the same', nas, nas],
    ['the folder in the address', nas, { ...nas, url: 'https://nas.home.test/dav/petlog', folder: '' }],
    ['a port that need not be said, and letters of a host', nas, { ...nas, url: 'https://NAS.home.test:443/dav' }],
    ['without encryption on the way', nas, { ...nas, url: 'http://nas.home.test/dav/' }],
    [
      'another spelling of the path',
      { ...nas, url: 'https://nas.home.test/my%20files' },
      { ...nas, url: 'https://nas.home.test/%6Dy%20files//' },
    ],
    ['another login, and other hours', nas, { ...nas, username: 'ben', from: '22:00', until: '06:00', enabled: false }],
    ['a bucket, with another key', s3, { ...s3, username: 'ben', region: 'eu' }],
    ['a remote', remote, remote],
  ])('is refused: %s', (_what, first, second) => {
    const settings = settingsWith();
    const before = settings.add(inputOf(first, 'Cellar'));
    const sentence = 'Copies go to this place already, as "Cellar"; enter another folder, or change that one.';
    expect(() => settings.add(inputOf(second))).toThrow(expect.objectContaining({ code: 'backup_place_taken', message: sentence }));
    expect(settings.all).toEqual([before]);
  });

  it.each<[string, Values, Values]>([
    ['another folder', nas, { ...nas, folder: 'garden' }],
    ['a folder in it', nas, { ...nas, folder: 'petlog/garden' }],
    ['another port', nas, { ...nas, url: 'https://nas.home.test:8443/dav/' }],
    ['another host', nas, { ...nas, url: 'https://other.home.test/dav/' }],
    ['another bucket', s3, { ...s3, bucket: 'dogs' }],
    ['another remote', remote, { ...remote, remote: 'cloud' }],
    ['another kind', nas, { ...s3, url: 'https://nas.home.test', bucket: 'dav' }],
  ])('is not: %s', (_what, first, second) => {
    const settings = settingsWith();
    settings.add(inputOf(first));
    settings.add(inputOf(second));
    expect(settings.all).toHaveLength(2);
  });

  it('is refused for a change too, and frees what it had', () => {
    const settings = settingsWith();
    settings.add(inputOf(nas, 'Cellar'));
    const { target_id: id } = settings.add(inputOf({ ...nas, folder: 'garden' }));
    expect(() => settings.changed(id, { folder: 'petlog' })).toThrow(expect.objectContaining({ code: 'backup_place_taken' }));
    expect(settings.find(id).folder).toBe('garden');
    settings.put(settings.changed(id, { folder: 'roof' }));
    expect(settings.add(inputOf({ ...nas, folder: 'garden' })).folder).toBe('garden');
  });

  it('does not hinder those who had two of it before: they may still be switched off', () => {
    const two = ['one', 'two'].map((id) => BackupTarget.parse({ ...inputOf(nas), target_id: id }));
    const settings = settingsWith(...two);
    expect(settings.changed('two', { enabled: false, name: 'Old' })).toMatchObject({ enabled: false, name: 'Old' });
  });
});

describe('a certificate that was confirmed', () => {
  const fingerprint = 'ab'.repeat(32);

  it('is that of one server: password and certificate are given anew with another address', () => {
    const settings = settingsWith();
    const { target_id: id } = settings.add(inputOf({ ...nas, ...keys, certificate_fingerprint: fingerprint }));
    expect(settings.changed(id, { name: 'Cellar' })).toMatchObject({ password: keys.password, certificate_fingerprint: fingerprint });
    expect(settings.changed(id, { url: 'https://other.home.test/dav/' })).toMatchObject({ password: '', certificate_fingerprint: '' });
  });

  it('is none of rclone, and was none of places of before', () => {
    const settings = settingsWith();
    expect(() => settings.add(inputOf({ ...remote, certificate_fingerprint: fingerprint }))).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
    const { certificate_fingerprint: _none, ...before } = inputOf(nas);
    expect(BackupTarget.parse({ ...before, target_id: 'old' }).certificate_fingerprint).toBe('');
  });
});
