import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../main/config/command-line.ts';
import { cameraKeyNames } from '../../../main/config/keys.ts';
import { loadConfiguration, type LoadedConfiguration } from '../../../main/config/load.ts';
import { formatConfig } from '../../../main/config/print.ts';
import { SettingsStore } from '../../../main/config/settings-store.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { Config } from '../../../shared/config.ts';
import { sameDevice, separateCredentials } from '../../../shared/config/camera-source.ts';
import { configOfCamera } from '../../../shared/config/config-of-camera.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

interface World {
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly file?: string;
}

async function load(directory: string, { flags = [], environment = {}, file = '' }: World = {}): Promise<LoadedConfiguration> {
  const configFile = join(directory, 'config.yaml');
  await writeFile(configFile, file);
  return loadConfiguration(readCommandLine(['--data-dir', directory, '--config', configFile, ...flags], environment), { environment: {} });
}

const open = async (directory: string, world: World = {}): Promise<SettingsStore> =>
  SettingsStore.open(await load(directory, world), silentLogger);

const garden = { source: 'rtsp://cat:hunter%402@192.168.1.20/a', frame_rate: 10 };

describe('cameras of the owner', () => {
  it('come from file, variable and flag, each with the defaults of the schema', async () => {
    await using directory = await temporaryDirectory();
    const { config, warnings } = await load(directory.path, {
      file: 'camera: { quality: 50 }\ncameras:\n  front-door:\n    source: http://a:b@cam.example/x\n',
      environment: {
        PETLOG_CAMERAS_FRONT_DOOR_FRAME_RATE: '7',
        PETLOG_CAMERAS_FRONT_DOOR_RECORDING_REWIND_MINUTES: '0',
        PETLOG_CAMERAS_FRNT_DOOR_QUALITY: '7',
      },
      flags: ['--add-camera', 'garden=mock', '--add-camera=roof=rtsp://u:p@10.0.0.9/'],
    });
    expect(config.cameras['front-door']).toMatchObject({
      source: 'http://cam.example/x',
      username: 'a',
      password: 'b',
      frame_rate: 7,
      quality: 85,
      recording: { rewind_minutes: 0 },
    });
    expect(config.cameras.garden?.source).toBe('mock');
    expect(config.cameras.roof).toMatchObject({ source: 'rtsp://10.0.0.9/', username: 'u', password: 'p' });
    expect(warnings).toEqual(['PETLOG_CAMERAS_FRNT_DOOR_QUALITY is ignored: there is no camera "frnt-door"; did you mean "front-door"?']);
    expect(formatConfig(config)).not.toMatch(/password: (b|p)$|@/m);
    expect(configOfCamera(config, 'front-door')).toMatchObject({ camera: { name: 'front-door' }, recording: { rewind_minutes: 0 } });
    expect(configOfCamera(config, 'garden')?.recording.rewind_memory_mb).toBe(42);
    expect(configOfCamera(config, 'cat')).toBeUndefined();
  });

  it.each<[World, string]>([
    [{ flags: ['--add-camera', 'main=mock'] }, 'cameras (--add-camera): "main" is not allowed; it must be 1 to 32'],
    [{ flags: ['--add-camera', 'mock'] }, '--add-camera: "mock" is not allowed; ID=SOURCE'],
    [{ flags: ['--add-camera', 'a=rtsp://u:secret@/x'] }, 'cameras.a.source (--add-camera): "rtsp://<redacted>@/x" is not allowed;'],
    [{ file: 'cameras: { Garden: {} }' }, 'cameras.Garden'],
    [{ file: 'camera: { source: rpicam }\ncameras: { b: { source: "rpicam:0" } }' }, 'the camera "main" has it already'],
    [{ file: 'cameras: { b: { source: mock, password: <redacted> } }' }, 'stands for a secret'],
  ])('%j is refused', async (world, message) => {
    await using directory = await temporaryDirectory();
    const error = await load(directory.path, world).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining(message) });
    expect(String(error)).not.toContain('secret@');
  });

  it('a variable whose name ends like two keys means the longer one', async () => {
    const names = cameraKeyNames.map((name) => name.replace('.', '_'));
    expect(names.filter((name) => names.some((other) => other.endsWith(`_${name}`)))).toEqual(['enabled']);
    await using directory = await temporaryDirectory();
    const { config } = await load(directory.path, {
      file: 'cameras: { garden: { source: mock } }',
      environment: { PETLOG_CAMERAS_GARDEN_DETECTION_ENABLED: 'true' },
    });
    expect(config.cameras['garden']).toMatchObject({ enabled: true, detection: { enabled: true } });
  });
});

describe('cameras added while PetLog runs', () => {
  it('are saved, with their credentials apart, and are there after a restart', async () => {
    await using directory = await temporaryDirectory();
    const store = await open(directory.path);
    await store.addCamera('garden', garden);
    const secrets = join(directory.path, 'camera-secrets.json');
    expect((await stat(secrets)).mode & 0o777).toBe(0o600);
    for (const name of ['settings.yaml', 'settings.yaml.copy']) {
      expect(await readFile(join(directory.path, name), 'utf8')).not.toMatch(/hunter|cat/);
    }
    const again = await open(directory.path);
    expect(again.current.cameras.garden).toMatchObject({
      source: 'rtsp://192.168.1.20/a',
      username: 'cat',
      password: 'hunter@2',
      frame_rate: 10,
    });
    await again.change({ cameras: { garden: { password: '<redacted>', quality: 60 } } });
    expect(again.current.cameras.garden).toMatchObject({ password: 'hunter@2', quality: 60 });
    await again.changeCamera('garden', { quality: null });
    expect((await open(directory.path)).current.cameras.garden?.quality).toBe(85);
    await again.removeCamera('garden');
    expect((await open(directory.path)).current.cameras).toEqual({});
    expect(await readdir(directory.path)).not.toContain('camera-secrets.json');
  });

  it('send no password to another address', async () => {
    await using directory = await temporaryDirectory();
    const store = await open(directory.path);
    await store.addCamera('garden', garden);
    const error = await store.changeCamera('garden', { source: 'rtsp://evil.example/', password: '<redacted>' }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'invalid_input', errors: [{ path: 'password' }] });
    await store.changeCamera('garden', { source: 'rtsp://evil.example/' });
    expect(store.current.cameras.garden).toMatchObject({ username: '', password: '' });
  });

  it('are refused as a whole', async () => {
    await using directory = await temporaryDirectory();
    const store = await open(directory.path, { file: 'cameras: { roof: { source: "v4l2:/dev/video7" } }' });
    await store.addCamera('garden', garden);
    const before = store.current;
    for (const [change, code] of [
      [store.addCamera('garden', garden), 'camera_exists'],
      [store.addCamera('main', garden), 'invalid_input'],
      [store.addCamera('b', { quality: 1 }), 'invalid_input'],
      [store.addCamera('b', { source: 'v4l2:/dev/video7' }), 'device_in_use'],
      [store.addCamera('b', { source: 'file:/etc/passwd' }), 'invalid_input'],
      [store.change({ cameras: { b: { quality: 1 } } }), 'invalid_input'],
      [store.changeCamera('b', {}), 'camera_not_found'],
      [store.changeCamera('garden', { source: null }), 'invalid_input'],
      [store.removeCamera('main'), 'default_camera'],
      [store.removeCamera('roof'), 'camera_configured'],
      [store.removeCamera('b'), 'camera_not_found'],
    ] as const) {
      expect(await change.catch((reason: unknown) => reason)).toMatchObject({ code });
    }
    expect(store.current).toBe(before);
    expect((await open(directory.path, { file: 'cameras: { roof: { source: "v4l2:/dev/video7" } }' })).current).toEqual(before);
  });

  it('keep the old password when the settings were not written', async () => {
    await using directory = await temporaryDirectory();
    const store = await open(directory.path);
    await store.addCamera('garden', garden);
    const settings = await readFile(join(directory.path, 'settings.yaml'));
    const secrets = JSON.parse(await readFile(join(directory.path, 'camera-secrets.json'), 'utf8')) as { current: object };
    const next = { revision: 'later', values: { cameras: { garden: { password: 'new' } } } };
    await writeFile(join(directory.path, 'camera-secrets.json'), JSON.stringify({ current: next, previous: secrets.current }));
    await writeFile(join(directory.path, 'settings.yaml'), settings);
    expect((await open(directory.path)).current.cameras.garden?.password).toBe('hunter@2');
  });
});

it('tells devices and credentials by what is written', () => {
  expect(sameDevice('rpicam', 'raspistill')).toBe(true);
  expect(sameDevice('rpicam', 'rpicam:1')).toBe(false);
  expect(sameDevice('mock', 'mock')).toBe(false);
  expect(sameDevice('rtsp://CAM.local/x', 'rtsp://cam.local:554/x')).toBe(true);
  expect(separateCredentials('http://cam/a@b')).toEqual({ source: 'http://cam/a@b', credentials: undefined });
  expect(Config.safeParse({ camera: { source: 'rtsp:///x' } }).success).toBe(false);
});
