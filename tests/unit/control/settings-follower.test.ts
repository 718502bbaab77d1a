import { expect, test } from 'vitest';
import { settingsFollower } from '../../../main/control/settings-follower.ts';
import { Config, type ConfigPatch } from '../../../shared/config.ts';

function follow(patch: ConfigPatch, changedKeys: readonly string[]): string[] {
  const happened: string[] = [];
  const config = Config.parse(patch);
  settingsFollower({
    config: () => config,
    permissions: { end: () => happened.push('permissions ended') },
    timeZone: { set: (zone) => happened.push(`time zone ${zone}`) },
  })({ config, changedKeys });
  return happened;
}

test('another time zone counts at once', () => {
  expect(follow({ server: { time_zone: 'Asia/Tokyo' } }, ['server.time_zone'])).toEqual(['time zone Asia/Tokyo']);
  expect(follow({ server: { time_zone: 'Asia/Tokyo' } }, ['server.name'])).toEqual([]);
});

test('who was let in as everybody is, is not any more where accounts are asked for', () => {
  expect(follow({ security: { access: 'accounts' } }, ['security.access'])).toEqual(['permissions ended']);
  expect(follow({ security: { access: 'open' } }, ['security.access'])).toEqual([]);
});
