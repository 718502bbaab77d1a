import { beforeEach, describe, expect, test } from 'vitest';
import { settingsFollower } from '../../../main/control/settings-follower.ts';
import { type Logger, silentLogger } from '../../../main/system/logger.ts';
import { Config, type ConfigPatch } from '../../../shared/config.ts';

let happened: string[];
let isPrivate: boolean;
let writesTime: boolean;
let reconfigured: Promise<void>;

beforeEach(() => {
  happened = [];
  isPrivate = false;
  writesTime = false;
  reconfigured = Promise.resolve();
});

function follow(patch: ConfigPatch, changedKeys: readonly string[], logger: Logger = silentLogger): void {
  const config = Config.parse(patch);
  settingsFollower({
    config: () => config,
    camera: {
      reconfigure: () => (happened.push('camera reconfigured'), reconfigured),
      get writesTime() {
        return writesTime;
      },
    },
    manager: { startByConfiguration: () => happened.push('started'), reconfigure: () => happened.push('manager reconfigured') },
    privacy: {
      get isOn() {
        return isPrivate;
      },
    },
    permissions: { end: () => happened.push('permissions ended') },
    timeZone: { set: (zone) => happened.push(`time zone ${zone}`) },
    logger,
  })({ config, changedKeys });
}

describe('the settings follower', () => {
  test('starts a camera that became always on, unless it is off for privacy', () => {
    follow({ camera: { always_on: true } }, ['camera.always_on']);
    expect(happened).toEqual(['started']);
    isPrivate = true;
    follow({ camera: { always_on: true } }, ['camera.always_on']);
    expect(happened).toEqual(['started', 'manager reconfigured']);
  });

  test.each(['camera.always_on', 'camera.idle_stop_seconds'])('tells who decides when the camera runs that %s changed', (key) => {
    follow({}, [key]);
    expect(happened).toEqual(['manager reconfigured']);
  });

  test('leaves a stopped camera alone when only its idle time changed, though it is always on', () => {
    follow({ camera: { always_on: true } }, ['camera.idle_stop_seconds']);
    expect(happened).toEqual(['manager reconfigured']);
  });

  test('a camera that writes the time itself is started anew in another time zone, and no other', () => {
    follow({ server: { time_zone: 'Asia/Tokyo' } }, ['server.time_zone']);
    expect(happened).toEqual(['time zone Asia/Tokyo']);
    writesTime = true;
    follow({ server: { time_zone: 'Europe/Paris' } }, ['server.time_zone']);
    expect(happened.slice(1)).toEqual(['time zone Europe/Paris', 'camera reconfigured']);
  });

  test('a camera that cannot take up its settings is a warning', async () => {
    const warned = Promise.withResolvers<unknown>();
    const error = new Error('no camera was found');
    reconfigured = Promise.reject(error);
    follow({}, ['camera.source'], { ...silentLogger, warn: (details) => warned.resolve(details) });
    expect(await warned.promise).toEqual({ err: error });
    expect(happened).toEqual(['camera reconfigured']);
  });
});
