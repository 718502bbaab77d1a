import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCommandLine } from '../../../main/config/command-line.ts';
import { loadConfiguration } from '../../../main/config/load.ts';
import { SettingsStore, type SettingsChange } from '../../../main/config/settings-store.ts';
import { silentLogger, type Logger } from '../../../main/system/logger.ts';
import { Config, type ConfigPatch } from '../../../shared/config.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const sections = Object.keys(Config.shape).join(', ');

async function open(dataDirectory: string, flags: string[] = [], logger: Logger = silentLogger): Promise<SettingsStore> {
  const options = { environment: {}, homeDirectory: dataDirectory, defaultConfigFile: join(dataDirectory, 'none') };
  return SettingsStore.open(await loadConfiguration(readCommandLine(['--data-dir', dataDirectory, ...flags], {}), options), logger);
}

const savedIn = async (dataDirectory: string): Promise<unknown> => parse(await readFile(join(dataDirectory, 'settings.yaml'), 'utf8'));

async function errorOf(promise: Promise<unknown>): Promise<PetLogError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PetLogError);
  return error as PetLogError;
}

describe('SettingsStore', () => {
  it('changes, tells, saves, and still knows after a restart', async () => {
    await using directory = await temporaryDirectory();
    const store = await open(directory.path);
    const heard: SettingsChange[] = [];
    const unsubscribe = store.onChange((change) => heard.push(change));
    const change = await store.change({ camera: { quality: 70, frame_rate: 15 } });
    expect(change.changedKeys).toEqual(['camera.quality']);
    expect(heard).toEqual([change]);
    expect(store.current.camera.quality).toBe(70);
    expect(await savedIn(directory.path)).toEqual({ camera: { quality: 70, frame_rate: 15 } });
    unsubscribe();
    await store.change({ camera: { quality: 71 } });
    expect(heard).toHaveLength(1);
    await store.close();
    expect((await open(directory.path)).current.camera).toMatchObject({ quality: 71, frame_rate: 15 });
  });

  it('names a setting of a camera that is not used only to who asks about that camera or about all', async () => {
    await using directory = await temporaryDirectory();
    const unused = ['camera.quality', 'cameras.kitchen.quality', 'server.host'].map((key) => ({
      key,
      value: '1',
      used: '2',
      message: 'no',
    }));
    const options = { environment: {}, homeDirectory: directory.path, defaultConfigFile: join(directory.path, 'none') };
    const loaded = await loadConfiguration(readCommandLine(['--data-dir', directory.path], {}), options);
    const store = await SettingsStore.open(loaded, silentLogger, { unused });
    const named = (cameraId?: string): (string | undefined)[] =>
      store.problems(cameraId).map(({ message }) => /setting (\S+)/.exec(message)?.[1]);
    expect(named()).toEqual(['camera.quality', 'cameras.kitchen.quality', 'server.host']);
    expect(named('main')).toEqual(['camera.quality', 'server.host']);
    expect(named('kitchen')).toEqual(['cameras.kitchen.quality', 'server.host']);
    expect(named('garden')).toEqual(['server.host']);
    await store.close();
  });

  it('saves nothing that nobody changed', async () => {
    await using directory = await temporaryDirectory();
    const store = await open(directory.path);
    let calls = 0;
    store.onChange(() => (calls += 1));
    expect(await store.change({})).toMatchObject({ changedKeys: [] });
    expect(calls).toBe(0);
    expect(await readdir(directory.path)).toEqual([]);
  });

  it('tells everyone of a change, whoever fails at it', async () => {
    await using directory = await temporaryDirectory();
    const store = await open(directory.path);
    const heard: string[][] = [];
    store.onChange(() => {
      throw new Error('a fault of a listener');
    });
    store.onChange(({ changedKeys }) => heard.push([...changedKeys]));
    expect(await store.change({ camera: { quality: 71 } })).toMatchObject({ changedKeys: ['camera.quality'] });
    expect(heard).toEqual([['camera.quality']]);
  });

  it('takes its own answer back', async () => {
    await using directory = await temporaryDirectory();
    const store = await open(directory.path);
    expect((await store.change(structuredClone(store.current))).changedKeys).toEqual([]);
    expect(await savedIn(directory.path)).not.toHaveProperty('server.data_dir');
  });

  it.each<[patch: unknown, path: string, message: string]>([
    [
      { camera: { quality: 70, frame_rate: 99 } },
      'camera.frame_rate',
      'camera.frame_rate: 99 is not allowed; a whole number from 1 to 60 is.',
    ],
    [{ camera: { qualty: 70 } }, 'camera.qualty', 'camera.qualty: there is no such key; did you mean quality?'],
    [{ camera: { quality: null } }, 'camera.quality', 'camera.quality: null is not allowed; a whole number from 1 to 100 is.'],
    [null, '', `null is not allowed; a group of ${sections} is.`],
    [
      { server: { data_dir: '/tmp' } },
      'server.data_dir',
      'server.data_dir: "/tmp" is not allowed; only --data-dir, PETLOG_DATA_DIR and the configuration file choose the data directory.',
    ],
    [
      { security: { allowed_directories: ['/'] } },
      'security.allowed_directories',
      'security.allowed_directories: ["/"] is not allowed; only --allowed-directories, PETLOG_ALLOWED_DIRECTORIES and the configuration file choose it.',
    ],
    [
      { security: { allowed_targets: ['127.0.0.1'] } },
      'security.allowed_targets',
      'only --allowed-targets, PETLOG_ALLOWED_TARGETS and the configuration file choose it.',
    ],
    [
      { camera: { source: 'file:/etc/passwd' } },
      'camera.source',
      'camera.source: "file:/etc/passwd" is not allowed; over the network only video files below a directory of security.allowed_directories, which is empty, are, and what the configuration file, a variable or a flag names.',
    ],
    [
      { camera: { source: 'v4l2:/dev/watchdog' } },
      'camera.source',
      'camera.source: "v4l2:/dev/watchdog" is not allowed; over the network only devices such as /dev/video0',
    ],
    [
      { camera: { storage_path: 'http:/host/x' } },
      'camera.storage_path',
      'camera.storage_path: "http:/host/x" is not allowed; over the network it may not look like an address.',
    ],
    [
      { security: { https_key: '/etc/shadow' } },
      'security.https_key',
      'security.https_key: "/etc/shadow" is not allowed; over the network it must be empty, or an absolute path below a directory of security.allowed_directories, which is empty, or as the configuration file, a variable or a flag has it.',
    ],
    [
      { camera: { storage_path: '/etc' } },
      'camera.storage_path',
      'camera.storage_path: "/etc" is not allowed; it must be a path inside the data directory: relative, and without "..".',
    ],
    [
      { security: { allowed_origins: ['http://['] } },
      'security.allowed_origins.0',
      'security.allowed_origins.0: "http://[" is not allowed; it must be a web origin such as https://home.example, without a path.',
    ],
    ...['..', '../a', 'a/..', 'a/../../b', 'a\n/../b', 'a\0b', ''].map(
      (path) =>
        [
          { camera: { storage_path: path } },
          'camera.storage_path',
          `camera.storage_path: ${JSON.stringify(path)} is not allowed; `,
        ] satisfies [unknown, string, string],
    ),
    [JSON.parse('{"__proto__": {"camera": 1}}'), '__proto__', '__proto__: there is no such key'],
  ])('refuses %j as a whole', async (patch, path, message) => {
    await using directory = await temporaryDirectory();
    const store = await open(directory.path);
    const before = structuredClone(store.current);
    const error = await errorOf(store.change(patch));
    expect(error).toMatchObject({ code: 'invalid_input', status: 422 });
    expect(error.message).toContain(message);
    expect(error.errors.map((each) => each.path)).toEqual([path]);
    expect(store.current).toEqual(before);
    expect(await readdir(directory.path)).toEqual([]);
  });

  it('stays as it was, in memory too, when the disk refuses', async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, 'data');
    await mkdir(dataDirectory);
    const store = await open(dataDirectory);
    await rm(dataDirectory, { recursive: true });
    const error = await errorOf(store.change({ camera: { quality: 70 } }));
    expect(error.code).toBe('settings_not_saved');
    expect(store.current.camera.quality).toBe(85);
    await mkdir(dataDirectory);
    expect((await store.change({ camera: { quality: 70 } })).config.camera.quality).toBe(70);
  });

  it('makes one change after the other, whatever comes at once', async () => {
    const patch = fc.record(
      { quality: fc.integer({ min: 1, max: 100 }), frame_rate: fc.integer({ min: -5, max: 60 }), hflip: fc.boolean() },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(patch, { minLength: 1, maxLength: 6 }), async (patches) => {
        await using directory = await temporaryDirectory();
        const store = await open(directory.path);
        const initial = store.current.camera;
        await Promise.allSettled(patches.map((camera) => store.change({ camera })));
        const accepted = patches.filter(({ frame_rate: rate }) => rate === undefined || rate >= 1);
        expect(store.current.camera).toEqual(Object.assign({}, initial, ...accepted));
        await store.close();
        expect((await open(directory.path)).current).toEqual(store.current);
      }),
      { numRuns: 25 },
    );
  });

  it('moves a damaged file aside, and keeps what was good in it', async () => {
    await using directory = await temporaryDirectory();
    const text = 'camera:\n  quality: 70\n  frame_rate: fast\n';
    await writeFile(join(directory.path, 'settings.yaml'), text);
    const warnings: string[] = [];
    const store = await open(directory.path, [], { ...silentLogger, warn: (_, message) => void warnings.push(message) });
    expect(store.current.camera).toMatchObject({ quality: 70, frame_rate: 15 });
    expect(await savedIn(directory.path)).toEqual({ camera: { quality: 70 } });
    expect(await readFile(join(directory.path, 'settings.yaml.damaged'), 'utf8')).toBe(text);
    expect(warnings).toEqual(['The file of saved settings was damaged and has been moved aside.']);
  });

  it('saves nothing that only the owner of the machine decides, and takes what he says as he says it', async () => {
    await using directory = await temporaryDirectory();
    const store = await open(directory.path, ['--allowed-directories', '/srv/videos', '--camera', 'file:cat.mp4']);
    await store.change(structuredClone(store.current));
    expect(await savedIn(directory.path)).not.toHaveProperty('security.allowed_directories');
    await store.change({ camera: { source: 'mock' } });
    expect((await store.change({ camera: { source: 'file:cat.mp4' } })).config.camera.source).toBe('file:cat.mp4');
    expect((await errorOf(store.change({ camera: { source: 'file:dog.mp4' } }))).code).toBe('invalid_input');
    await store.change({ security: { https_key: '/srv/videos/key.pem', https_certificate: '/srv/videos/chain.pem' } });
    await store.change({ security: { https_key: '', https_certificate: '' } });
  });

  it('does not know saved lists of what is allowed', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(
      join(directory.path, 'settings.yaml'),
      'security:\n  allowed_directories: [/]\n  allowed_targets: [127.0.0.1]\n  https: false\n',
    );
    const options = { environment: {}, homeDirectory: directory.path, defaultConfigFile: join(directory.path, 'none') };
    const { config, warnings } = await loadConfiguration(
      readCommandLine(['--data-dir', directory.path, '--allowed-targets', '127.0.0.1:1883,mqtt'], {}),
      options,
    );
    expect(config.security).toMatchObject({ allowed_directories: [], allowed_targets: ['127.0.0.1:1883', 'mqtt'] });
    expect(warnings).toEqual(
      ['allowed_directories', 'allowed_targets'].map(
        (key) => `A saved setting is ignored: security.${key} counts only in the configuration file, as a variable or as a flag.`,
      ),
    );
  });

  it('says that a flag wins again at the next start', async () => {
    await using directory = await temporaryDirectory();
    const warnings: string[] = [];
    const store = await open(directory.path, ['--camera', 'mock'], { ...silentLogger, warn: (_, message) => void warnings.push(message) });
    await store.change({ camera: { source: 'rpicam' } } satisfies ConfigPatch);
    expect(store.current.camera.source).toBe('rpicam');
    expect(warnings).toEqual(['camera.source was changed, but --camera gives "mock", which wins again at the next start.']);
    expect((await open(directory.path, ['--camera', 'mock'])).current.camera.source).toBe('mock');
  });
});
