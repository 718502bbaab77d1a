import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../main/config/command-line.ts';
import { ConfigurationError } from '../../../main/config/configuration-error.ts';
import { commands, flags } from '../../../main/config/flags.ts';
import { helpText } from '../../../main/config/help.ts';
import { configKeys } from '../../../main/config/keys.ts';

function refusal(argv: readonly string[], environment: Record<string, string> = {}): string {
  try {
    readCommandLine(argv, environment);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.message;
    }
    throw error;
  }
  return 'accepted';
}

const valuesOf = (settings: ReadonlyMap<string, { value: unknown }>): Record<string, unknown> =>
  Object.fromEntries([...settings].map(([key, { value }]) => [key, value]));

describe('commands', () => {
  it.each([
    [['pair'], { name: 'pair', role: undefined }],
    [['pair', '--role', 'viewer'], { name: 'pair', role: 'viewer' }],
    [['pair', '--role=admin', '--role', 'viewer'], { name: 'pair', role: 'viewer' }],
    [['--data-dir', 'pair', 'devices'], { name: 'devices' }],
    [['remove-pin'], { name: 'remove-pin' }],
    [['doctor'], { name: 'doctor', isJson: false }],
    [['--data-dir', 'd', 'doctor', '--json'], { name: 'doctor', isJson: true }],
    [['revoke', 'pair'], { name: 'revoke', id: 'pair' }],
    [['revoke', '-x'], { name: 'revoke', id: '-x' }],
    [['backup', 'camera.json'], { name: 'backup', path: 'camera.json', passphrasePath: undefined }],
    [['restore', '-', '--passphrase-file', 'x'], { name: 'restore', path: '-', passphrasePath: 'x' }],
    [['--data-dir', 'd', 'backup', 'c', '--passphrase-file=-'], { name: 'backup', path: 'c', passphrasePath: '-' }],
  ])('%j', (argv, command) => {
    expect(readCommandLine(argv, {})).toMatchObject({ action: 'run', command });
  });

  it('take the flags that say which data directory', () => {
    const {
      flags: settings,
      command,
      configFile,
    } = readCommandLine(['pair', '--data-dir', 'd', '--role', 'admin', '--config=/x.yaml'], {});
    expect([valuesOf(settings), command, configFile?.path]).toEqual([
      { 'server.data_dir': 'd' },
      { name: 'pair', role: 'admin' },
      '/x.yaml',
    ]);
  });

  it('are in --help, which wins over them', () => {
    expect(readCommandLine(['pair', '--help'], {})).toMatchObject({ action: 'help' });
    for (const { usage, help } of Object.values(commands)) {
      expect(helpText()).toContain(usage);
      expect(helpText()).toContain(help);
    }
  });

  it.each([
    [['pair', '--role', 'king'], '--role: "king" is not allowed; "viewer" or "admin" is.'],
    [['pair', '--role'], '--role needs a value: "viewer" or "admin".'],
    [['--role', 'admin', 'pair'], 'There is no flag "--role"; --help lists what there is.'],
    [['pair', 'devices'], 'There can be one command, but "pair" and "devices" were given.'],
    [['revoke'], 'revoke needs a value: the id of a device, which "devices" lists.'],
    [['revoke', '--data-dir', 'd'], 'revoke needs a value: the id of a device, which "devices" lists.'],
    [['backup'], 'backup needs a value: the path of a file, or - for standard output.'],
    [['pair', '--passphrase-file', 'x'], 'There is no flag "--passphrase-file"; --help lists what there is.'],
    [['devices', 'x'], 'There is no argument "x"; --help lists what there is.'],
    [['pari'], 'There is no argument "pari"; did you mean pair?'],
  ])('%j is refused', (argv, message) => {
    expect(refusal(argv)).toBe(message);
  });
});

describe('flags', () => {
  it('runs with nothing set when nothing is given', () => {
    expect(readCommandLine([], {})).toEqual({ action: 'run', configFile: undefined, flags: new Map(), variables: new Map(), warnings: [] });
  });

  it('takes values after a space and after an equals sign', () => {
    const { flags: settings, configFile } = readCommandLine(
      ['--port', '0', '--host=::1', '--headless', '--camera=file:/a=b.mp4', '--config', '/x.yaml', '--data-dir', 'd'],
      {},
    );
    expect(valuesOf(settings)).toEqual({
      'server.port': 0,
      'server.host': '::1',
      'server.headless': true,
      'camera.source': 'file:/a=b.mp4',
      'server.data_dir': 'd',
    });
    expect(configFile).toEqual({ path: '/x.yaml', origin: '--config' });
  });

  it('lets the last of two equal flags win', () => {
    expect(valuesOf(readCommandLine(['--port', '1', '--port=2', '--headless', '--headless=false'], {}).flags)).toEqual({
      'server.port': 2,
      'server.headless': false,
    });
  });

  it.each(['check-config', 'print-config', 'version', 'help'])('knows --%s', (action) => {
    expect(readCommandLine([`--${action}`], {}).action).toBe(action);
  });

  it('prints help and version however bad the environment is', () => {
    expect(readCommandLine(['--help'], { PETLOG_PORT: 'x' }).action).toBe('help');
  });

  it.each([
    [['--port', '99999'], 'server.port (--port): 99999 is not allowed; a whole number from 0 to 65535 is.'],
    [['--port', 'eighty'], 'server.port (--port): "eighty" is not allowed; a whole number from 0 to 65535 is.'],
    [['--port', '-1'], 'server.port (--port): -1 is not allowed; a whole number from 0 to 65535 is.'],
    [['--port='], 'server.port (--port): "" is not allowed; a whole number from 0 to 65535 is.'],
    [
      ['--camera', 'webcam'],
      'camera.source (--camera): "webcam" is not allowed; it must be auto, mock, rpicam, rpicam:NUMBER, raspistill, v4l2, v4l2:/dev/PATH, file:PATH, or an address that begins with rtsp://, rtsps://, http://, https://, petlog+http:// or petlog+https://.',
    ],
    [['--headless=maybe'], 'server.headless (--headless): "maybe" is not allowed; true or false is.'],
    [['--port'], '--port needs a value: a whole number from 0 to 65535.'],
    [['--port', '--headless'], '--port needs a value: a whole number from 0 to 65535.'],
    [['--config'], '--config needs a value: the path of a YAML file.'],
    [['--prot', '1'], 'There is no flag "--prot"; did you mean --port?'],
    [['--frobnicate=1'], 'There is no flag "--frobnicate"; --help lists what there is.'],
    [['mock'], 'There is no argument "mock"; --help lists what there is.'],
    [[''], 'There is no argument ""; --help lists what there is.'],
    [['--version=2'], '--version takes no value, but "2" was given.'],
    [['--constructor'], 'There is no flag "--constructor"; --help lists what there is.'],
  ])('refuses %j', (argv, message) => {
    expect(refusal(argv)).toBe(message);
  });

  it('answers any words with a command line or one line of text', () => {
    const word = fc.oneof(
      fc.constantFrom(...Object.keys(flags)),
      fc.string(),
      fc.tuple(fc.constantFrom(...Object.keys(flags)), fc.string()).map(([flag, value]) => `${flag}=${value}`),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        expect(refusal(argv)).toMatch(/^[^\n]+$/);
      }),
    );
  });
});

describe('environment', () => {
  it('has a variable for every key', () => {
    expect(configKeys.map(({ variable }) => variable)).toContain('PETLOG_CAMERA_FRAME_RATE');
    const { variables } = readCommandLine([], {
      PETLOG_CAMERA_RESOLUTION: '640x480',
      PETLOG_CAMERA_HFLIP: '1',
      PETLOG_SECURITY_ALLOWED_ORIGINS: 'https://a.example, https://b.example',
    });
    expect(valuesOf(variables)).toEqual({
      'camera.resolution': [640, 480],
      'camera.hflip': true,
      'security.allowed_origins': ['https://a.example', 'https://b.example'],
    });
  });

  it('knows the short names, over which full names win', () => {
    const { variables, configFile } = readCommandLine([], {
      PETLOG_PORT: '1',
      PETLOG_SERVER_PORT: '2',
      PETLOG_HOST: 'a',
      PETLOG_CAMERA: 'mock',
      PETLOG_HEADLESS: 'true',
      PETLOG_DATA_DIR: '/d',
      PETLOG_CONFIG: '/c',
    });
    expect(valuesOf(variables)).toEqual({
      'server.port': 2,
      'server.host': 'a',
      'camera.source': 'mock',
      'server.headless': true,
      'server.data_dir': '/d',
    });
    expect(variables.get('server.port')?.origin).toBe('PETLOG_SERVER_PORT');
    expect(configFile).toEqual({ path: '/c', origin: 'PETLOG_CONFIG' });
  });

  it('prefers --config over PETLOG_CONFIG', () => {
    expect(readCommandLine(['--config', '/flag'], { PETLOG_CONFIG: '/variable' }).configFile?.path).toBe('/flag');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readCommandLine([], { PETLOG_PORT: '', PETLOG_CONFIG: '' })).toMatchObject({
      configFile: undefined,
      variables: new Map(),
      warnings: [],
    });
  });

  it('names the variable of a bad value', () => {
    expect(refusal([], { PETLOG_CAMERA_FRAME_RATE: 'fast' })).toBe(
      'camera.frame_rate (PETLOG_CAMERA_FRAME_RATE): "fast" is not allowed; a whole number from 1 to 60 is.',
    );
  });

  it('warns about a variable that nobody reads, and suggests one', () => {
    const { warnings } = readCommandLine([], {
      PETLOG_PROT: '1',
      PETLOG_XYZZY_PLUGH: '1',
      PETLOG_TEST_MARK: '1',
      PETLOG_CHROMIUM: '/c',
      PATH: '/bin',
    });
    expect(warnings).toEqual([
      'The environment variable PETLOG_PROT means nothing to PetLog; did you mean PETLOG_PORT?',
      'The environment variable PETLOG_XYZZY_PLUGH means nothing to PetLog.',
    ]);
  });
});

describe('helpText', () => {
  it('lists every flag with its default', () => {
    const help = helpText();
    for (const flag of Object.keys(flags)) {
      expect(help).toContain(`  ${flag}`);
    }
    expect(help).toMatch(/--port NUMBER .*\(default 8000\)/);
  });
});
