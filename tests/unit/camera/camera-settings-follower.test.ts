import { beforeEach, describe, expect, test } from 'vitest';
import { CameraSettingsFollower } from '../../../main/camera/camera-settings-follower.ts';
import { type Logger, silentLogger } from '../../../main/system/logger.ts';
import { Config, type ConfigPatch } from '../../../shared/config.ts';

let happened: string[];
let isPrivate: boolean;
let writesTime: boolean;
let lacksSound: boolean;
let reconfigured: Promise<void>;
/** So long a recording takes to its end. */
let recordingEnds: Promise<void>;

beforeEach(() => {
  happened = [];
  isPrivate = false;
  writesTime = false;
  lacksSound = false;
  reconfigured = Promise.resolve();
  recordingEnds = Promise.resolve();
});

function follow(patch: ConfigPatch, changedKeys: readonly string[], logger: Logger = silentLogger): void {
  follower(patch, logger).changed(changedKeys);
}

let config: Config;

function follower(patch: ConfigPatch, logger: Logger = silentLogger): CameraSettingsFollower {
  config = Config.parse(patch);
  return new CameraSettingsFollower({
    config: () => config,
    camera: {
      reconfigure: () => (happened.push('camera reconfigured'), reconfigured),
      get writesTime() {
        return writesTime;
      },
      writesName: false,
      get lacksSound() {
        return lacksSound;
      },
    },
    manager: {
      block: (reason) => happened.push(`blocked: ${reason}`),
      unblock: (reason) => happened.push(`unblocked: ${reason}`),
      stop: async (reason) => void happened.push(`stopped: ${reason}`),
      resume: () => happened.push('resumed'),
      startByConfiguration: () => happened.push('started'),
      reconfigure: () => happened.push('manager reconfigured'),
    },
    privacy: {
      get isOn() {
        return isPrivate;
      },
    },
    recorder: { endAny: (reason) => recordingEnds.then(() => happened.push(`recording ended: ${reason}`)) },
    viewers: { endAll: () => happened.push('streams ended') },
    logger,
  });
}

describe("the follower of a camera's settings", () => {
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
    expect(happened).toEqual([]);
    writesTime = true;
    follow({ server: { time_zone: 'Europe/Paris' } }, ['server.time_zone']);
    expect(happened).toEqual(['camera reconfigured']);
  });

  test.each(['camera.sound', 'camera.microphone'])(
    'a camera that has not been asked for its sound is started anew by %s, and no other',
    (key) => {
      follow({ camera: { sound: true } }, [key]);
      expect(happened).toEqual([]);
      lacksSound = true;
      follow({ camera: { sound: true } }, [key]);
      expect(happened).toEqual(['camera reconfigured']);
    },
  );

  test('a camera that cannot take up its settings is a warning', async () => {
    const warned = Promise.withResolvers<unknown>();
    const error = new Error('no camera was found');
    reconfigured = Promise.reject(error);
    follow({}, ['camera.source'], { ...silentLogger, warn: (details) => warned.resolve(details) });
    expect(await warned.promise).toEqual({ err: error });
    expect(happened).toEqual(['camera reconfigured']);
  });

  test('a camera that is disabled ends everything, and runs again as it was wanted when it is enabled', async () => {
    const followed = follower({ camera: { enabled: true } });
    config = Config.parse({ camera: { enabled: false } });
    followed.changed(['camera.enabled']);
    await expect
      .poll(() => happened)
      .toEqual(['blocked: camera_disabled', 'streams ended', 'recording ended: disabled', 'stopped: disabled']);
    config = Config.parse({ camera: { enabled: true } });
    followed.changed(['camera.enabled']);
    expect(happened.slice(4)).toEqual(['unblocked: camera_disabled', 'resumed']);
  });

  test('nobody gets a camera that is disabled from the start', () => {
    follower({ camera: { enabled: false } });
    expect(happened).toEqual(['blocked: camera_disabled']);
  });

  test('a camera that is switched on again while its recording ends is not stopped by that', async () => {
    const ending = Promise.withResolvers<void>();
    recordingEnds = ending.promise;
    const settings = follower({});
    config = Config.parse({ camera: { enabled: false } });
    settings.changed(['camera.enabled']);
    config = Config.parse({});
    settings.changed(['camera.enabled']);
    ending.resolve();
    await expect.poll(() => happened).toContain('recording ended: disabled');
    expect(happened).toEqual([
      'blocked: camera_disabled',
      'streams ended',
      'unblocked: camera_disabled',
      'resumed',
      'recording ended: disabled',
    ]);
  });
});
