import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { performAction } from '../../../main/config/actions.ts';
import { readCommandLine } from '../../../main/config/command-line.ts';
import { ConfigurationError } from '../../../main/config/configuration-error.ts';
import { loadConfiguration, type LoadedConfiguration } from '../../../main/config/load.ts';
import { merge, nest, valueAt } from '../../../main/config/merge.ts';
import { Config } from '../../../shared/config.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const sections = Object.keys(Config.shape).join(', ');

interface World {
  readonly flags?: readonly string[];
  readonly environment?: Record<string, string>;
  /** Configuration file. */
  readonly file?: string;
  /** Saved settings. */
  readonly saved?: string;
}

async function load(directory: string, { flags = [], environment = {}, file, saved }: World): Promise<LoadedConfiguration> {
  const dataDirectory = join(directory, 'data');
  const configFile = join(directory, 'config.yaml');
  await mkdir(dataDirectory, { recursive: true });
  if (file !== undefined) {
    await writeFile(configFile, file);
  }
  if (saved !== undefined) {
    await writeFile(join(dataDirectory, 'settings.yaml'), saved);
  }
  const argv = ['--data-dir', dataDirectory, ...(file === undefined ? [] : ['--config', configFile]), ...flags];
  return loadConfiguration(readCommandLine(argv, environment), {
    environment,
    homeDirectory: '/home/pi',
    workingDirectory: directory,
    defaultConfigFile: join(directory, 'none.yaml'),
  });
}

async function refusal(world: World): Promise<string> {
  await using directory = await temporaryDirectory();
  try {
    await load(directory.path, world);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.message.replaceAll(directory.path, 'DIR');
    }
    throw error;
  }
  return 'accepted';
}

describe('loadConfiguration', () => {
  it('has a value for everything when nothing is given', async () => {
    await using directory = await temporaryDirectory();
    const { config, configFile, warnings } = await load(directory.path, {});
    expect(config).toEqual(Config.parse({ server: { data_dir: join(directory.path, 'data') } }));
    expect(config.camera).toMatchObject({
      resolution: [1280, 720],
      frame_rate: 15,
      quality: 85,
      enable_storage: true,
      storage_path: 'recordings',
    });
    expect({ configFile, warnings }).toEqual({ configFile: null, warnings: [] });
  });

  it('reads a file with comments and empty sections', async () => {
    await using directory = await temporaryDirectory();
    const { config, configFile } = await load(directory.path, {
      file: '# PetLog\nserver:\n  # port: 80\ncamera:\n  resolution: [640, 480]\n',
    });
    expect(config.camera.resolution).toEqual([640, 480]);
    expect(configFile).toBe(join(directory.path, 'config.yaml'));
  });

  it('reads an empty file', async () => {
    await using directory = await temporaryDirectory();
    expect((await load(directory.path, { file: '' })).config.camera.quality).toBe(85);
  });

  it('lets flags win over variables, these over saved settings, these over the file, and that over defaults', async () => {
    // The port can be given in every layer. Each subset of the layers, with values of its own:
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: undefined }), { minLength: 4, maxLength: 4 }),
        async ([flag, variable, saved, file]) => {
          await using directory = await temporaryDirectory();
          const { config, overrides } = await load(directory.path, {
            ...(flag === undefined ? {} : { flags: ['--port', String(flag)] }),
            ...(variable === undefined ? {} : { environment: { PETLOG_PORT: String(variable) } }),
            ...(saved === undefined ? {} : { saved: `server: { port: ${saved} }` }),
            ...(file === undefined ? {} : { file: `server: { port: ${file} }` }),
          });
          expect(config.server.port).toBe(flag ?? variable ?? saved ?? file ?? 8000);
          expect(overrides.get('server.port')?.value).toBe(flag ?? variable);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([
    [
      'camera:\n  quality: 80\n  frame_rate: 99\n',
      'camera.frame_rate (DIR/config.yaml, line 3): 99 is not allowed; a whole number from 1 to 60 is.',
    ],
    ['camera:\n  frame_rte: 9\n', 'camera.frame_rte (DIR/config.yaml, line 2): there is no such key; did you mean frame_rate?'],
    [
      'camera:\n  resolution:\n    - 640\n    - 9999\n',
      'camera.resolution.1 (DIR/config.yaml, line 4): 9999 is not allowed; a whole number from 64 to 2592 is.',
    ],
    ['camera:\n  quality: 80\n  quality: 81\n', 'DIR/config.yaml, line 3: Map keys must be unique.'],
    ['camera:\n\tquality: 80\n', 'DIR/config.yaml, line 2: Tabs are not allowed as indentation.'],
    ['camera: 5\n', 'camera (DIR/config.yaml, line 1): 5 is not allowed; a group of source, username,'],
    ['- camera\n', `(DIR/config.yaml, line 1): the value given is not allowed; a group of ${sections} is.`],
    ['camera: *missing\n', 'DIR/config.yaml: Unresolved alias'],
    ['camera: !!js/function "x"\n', 'DIR/config.yaml, line 1: Unresolved tag'],
    ['camera: &c { source: *c }\n', 'camera.source (DIR/config.yaml, line 1): a value that refers to itself is not allowed; text'],
    ['a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n', 'DIR/config.yaml: Excessive alias count'],
    ['__proto__: { camera: 1 }\n', '__proto__ (DIR/config.yaml, line 1): there is no such key; allowed here:'],
  ])('names the line of what is wrong in %j', async (file, message) => {
    const said = await refusal({ file });
    expect(said).toContain(message);
    expect(said).not.toContain('\n');
  });

  it('says which flag or variable named a file that is not there', async () => {
    expect(await refusal({ flags: ['--config', 'nowhere.yaml'] })).toMatch(
      /^The configuration file DIR\/nowhere\.yaml \(--config\) cannot be read: ENOENT/,
    );
    expect(await refusal({ environment: { PETLOG_CONFIG: '/nowhere.yaml' } })).toMatch(
      /^The configuration file \/nowhere\.yaml \(PETLOG_CONFIG\) cannot be read: ENOENT/,
    );
  });

  it('reads the default file where there is one', async () => {
    await using directory = await temporaryDirectory();
    const defaultConfigFile = join(directory.path, 'default.yaml');
    await writeFile(defaultConfigFile, 'camera: { quality: 70 }');
    const { config, configFile } = await loadConfiguration(readCommandLine([], {}), {
      environment: {},
      homeDirectory: directory.path,
      defaultConfigFile,
    });
    expect(config.camera.quality).toBe(70);
    expect(configFile).toBe(defaultConfigFile);
  });

  describe('data directory', () => {
    const dataDirectory = async (flags: string[], environment: Record<string, string> = {}, file?: string): Promise<string> => {
      await using directory = await temporaryDirectory();
      const config = join(directory.path, 'config.yaml');
      if (file !== undefined) {
        await writeFile(config, file);
      }
      const commandLine = readCommandLine([...flags, ...(file === undefined ? [] : ['--config', config])], environment);
      const loaded = await loadConfiguration(commandLine, {
        environment,
        homeDirectory: '/home/pi',
        workingDirectory: '/here',
        defaultConfigFile: join(directory.path, 'none'),
      });
      expect(loaded.config.server.data_dir).toBe(loaded.dataDirectory);
      return loaded.dataDirectory.replace(directory.path, 'DIR');
    };

    it('is where the XDG Base Directory Specification says', async () => {
      expect(await dataDirectory([])).toBe('/home/pi/.local/share/petlog');
      expect(await dataDirectory([], { XDG_DATA_HOME: '/data' })).toBe('/data/petlog');
      expect(await dataDirectory([], { XDG_DATA_HOME: 'relative' })).toBe('/home/pi/.local/share/petlog');
    });

    it('is the state directory of a systemd service', async () => {
      expect(await dataDirectory([], { STATE_DIRECTORY: '/var/lib/petlog', XDG_DATA_HOME: '/data' })).toBe('/var/lib/petlog');
      expect(await dataDirectory([], { STATE_DIRECTORY: '/var/lib/petlog:/var/lib/other' })).toBe('/var/lib/petlog');
    });

    it('is made absolute: a flag from here, a file from where it lies, ~ from home', async () => {
      expect(await dataDirectory(['--data-dir', 'd'])).toBe('/here/d');
      expect(await dataDirectory([], {}, 'server: { data_dir: d }')).toBe('DIR/d');
      expect(await dataDirectory(['--data-dir=~/d'])).toBe('/home/pi/d');
      expect(await dataDirectory(['--data-dir', '/a'], { PETLOG_DATA_DIR: '/b', STATE_DIRECTORY: '/c' }, 'server: { data_dir: /d }')).toBe(
        '/a',
      );
    });
  });

  describe('saved settings', () => {
    it('are never fatal, and are left as they are by reading', async () => {
      await using directory = await temporaryDirectory();
      const { config, saved, warnings } = await load(directory.path, { saved: 'camera: [unfinished' });
      expect(config.camera.quality).toBe(85);
      expect(saved).toMatchObject({ patch: {}, isDamaged: true });
      expect(warnings).toEqual([expect.stringMatching(/^A saved setting is ignored: .*settings\.yaml, line 1: /)]);
      expect(await readdir(join(directory.path, 'data'))).toEqual(['settings.yaml']);
    });

    it('lose only the values that are not allowed any more', async () => {
      await using directory = await temporaryDirectory();
      const { config, warnings } = await load(directory.path, {
        saved: 'camera:\n  quality: 70\n  resolution: [640, 1]\n  gone: 1\nremoved: 2\n',
      });
      expect(config.camera).toMatchObject({ quality: 70, resolution: [1280, 720] });
      expect(warnings).toHaveLength(3);
    });

    it('cannot move the data directory', async () => {
      await using directory = await temporaryDirectory();
      expect((await load(directory.path, { saved: 'server: { data_dir: /elsewhere }' })).dataDirectory).toBe(join(directory.path, 'data'));
    });
  });
});

describe('performAction', () => {
  const perform = async (
    flags: string[],
    environment: Record<string, string> = {},
  ): Promise<{ done: boolean; out: string; err: string[] }> => {
    await using directory = await temporaryDirectory();
    let out = '';
    const err: string[] = [];
    const output = { version: '1.2.3', print: (text: string) => void (out += text), tell: (line: string) => void err.push(line) };
    const done = await performAction(readCommandLine(flags, environment), output, {
      environment,
      homeDirectory: directory.path,
      defaultConfigFile: join(directory.path, 'none'),
    });
    return { done, out, err };
  };

  it('does nothing when the application is to run', async () => {
    expect(await perform(['--headless'])).toEqual({ done: false, out: '', err: [] });
  });

  it('prints the configuration in effect as YAML that can be read back', async () => {
    const { out, err } = await perform(['--print-config', '--camera', 'mock', '--data-dir', '/d'], { PETLOG_CAMERA_QUALITY: '70' });
    expect(Config.parse(parse(out))).toEqual(Config.parse({ server: { data_dir: '/d' }, camera: { source: 'mock', quality: 70 } }));
    expect(err).toEqual([]);
  });

  it('keeps standard output empty when it checks', async () => {
    const { out, err } = await perform(['--check-config', '--data-dir', '/d'], { PETLOG_PROT: '1' });
    expect(out).toBe('');
    expect(err).toEqual([
      'The environment variable PETLOG_PROT means nothing to PetLog; did you mean PETLOG_PORT?',
      'The configuration is valid (no file, data directory /d).',
    ]);
  });

  it('prints version and help', async () => {
    expect((await perform(['--version'])).out).toBe('1.2.3\n');
    expect((await perform(['--help'])).out).toMatch(/^PetLog, [\s\S]*--check-config/);
  });
});

describe('merge', () => {
  const patch = fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.array(fc.integer()))));

  it('has the value of the last that gives one, and nothing else', () => {
    fc.assert(
      fc.property(patch, patch, (first, second) => {
        const merged = merge(first, second) as Record<string, Record<string, unknown>>;
        expect(new Set(Object.keys(merged))).toEqual(new Set([...Object.keys(first), ...Object.keys(second)]));
        for (const [section, values] of Object.entries(merged)) {
          const own = (from: typeof first, key: string): unknown =>
            Object.hasOwn(from, section) && Object.hasOwn(from[section]!, key) ? from[section]![key] : undefined;
          for (const [key, value] of Object.entries(values)) {
            expect(value).toEqual(own(second, key) ?? own(first, key));
          }
        }
      }),
    );
  });

  it('changes neither of its parts, and is idempotent', () => {
    fc.assert(
      fc.property(patch, patch, (first, second) => {
        const before = JSON.stringify([first, second]);
        const merged = merge(first, second);
        expect(JSON.stringify([first, second])).toBe(before);
        expect(merge(merged, second)).toEqual(merged);
      }),
    );
  });

  it('does not reach the prototype', () => {
    merge({}, JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'));
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('nests and finds values by their path', () => {
    expect(valueAt(nest('camera.quality', 70), 'camera.quality')).toBe(70);
    expect(valueAt({}, 'constructor.name')).toBeUndefined();
  });
});
