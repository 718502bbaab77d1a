/** What the program is asked to do; all but `run` exit afterwards. */
export type Action = 'run' | 'check-config' | 'print-config' | 'version' | 'help';

interface SettingFlag {
  readonly kind: 'setting';
  /** Path of the configuration key it sets. */
  readonly key: string;
  /** Short name of its variable, beside the one that every key has. */
  readonly variable: string;
  /** What the value is called in `--help`; undefined when the flag stands alone. */
  readonly value: string | undefined;
  readonly help: string;
}

interface FileFlag {
  readonly kind: 'file';
  readonly variable: string;
  readonly value: string;
  readonly help: string;
}

interface ActionFlag {
  readonly kind: 'action';
  readonly action: Exclude<Action, 'run'>;
  readonly help: string;
}

/** Makes a camera beside `main`; may be given for each. */
interface CameraFlag {
  readonly kind: 'camera';
  readonly variable: string;
  readonly value: string;
  readonly help: string;
}

export type Flag = SettingFlag | FileFlag | ActionFlag | CameraFlag;

/** Every flag of the command line: parsing, variables, `--help` and the documentation come from here. */
export const flags: Readonly<Record<string, Flag>> = {
  '--headless': {
    kind: 'setting',
    key: 'server.headless',
    variable: 'PETLOG_HEADLESS',
    value: undefined,
    help: 'serve without opening a window',
  },
  '--host': { kind: 'setting', key: 'server.host', variable: 'PETLOG_HOST', value: 'ADDRESS', help: 'address to listen on' },
  '--port': {
    kind: 'setting',
    key: 'server.port',
    variable: 'PETLOG_PORT',
    value: 'NUMBER',
    help: 'port to listen on; 0 picks a free one',
  },
  '--data-dir': {
    kind: 'setting',
    key: 'server.data_dir',
    variable: 'PETLOG_DATA_DIR',
    value: 'DIR',
    help: 'directory of recordings, database and saved settings',
  },
  '--config': { kind: 'file', variable: 'PETLOG_CONFIG', value: 'FILE', help: 'YAML configuration file' },
  '--camera': {
    kind: 'setting',
    key: 'camera.source',
    variable: 'PETLOG_CAMERA',
    value: 'SOURCE',
    help: 'auto, mock, rpicam, raspistill, v4l2, v4l2:/dev/PATH, file:PATH or an address such as rtsp://192.168.1.20/stream',
  },
  '--add-camera': {
    kind: 'camera',
    variable: 'PETLOG_CAMERAS_ID_SOURCE',
    value: 'ID=SOURCE',
    help: 'a further camera, such as garden=rtsp://192.168.1.20/stream; once for each',
  },
  '--allowed-directories': {
    kind: 'setting',
    key: 'security.allowed_directories',
    variable: 'PETLOG_ALLOWED_DIRECTORIES',
    value: 'LIST',
    help: 'directories of video files that may be chosen over the network, separated by commas',
  },
  '--allowed-targets': {
    kind: 'setting',
    key: 'security.allowed_targets',
    variable: 'PETLOG_ALLOWED_TARGETS',
    value: 'LIST',
    help: 'addresses on this machine and the like that may be entered, separated by commas',
  },
  '--check-config': { kind: 'action', action: 'check-config', help: 'check the configuration and exit' },
  '--print-config': { kind: 'action', action: 'print-config', help: 'print the configuration in effect and exit' },
  '--version': { kind: 'action', action: 'version', help: 'print the version and exit' },
  '--help': { kind: 'action', action: 'help', help: 'print this and exit' },
};

/** What is done instead of a run; all but `doctor` is asked of the PetLog that runs on the same data directory. */
export const commands = {
  pair: { usage: 'pair [--role viewer|admin]', help: 'let a device in: shows a QR code and a code, and waits until it is used' },
  devices: { usage: 'devices', help: 'list the devices that may come in' },
  revoke: { usage: 'revoke ID', help: 'shut a device out' },
  'remove-pin': { usage: 'remove-pin', help: "remove the PIN of the camera's own screen, for when it was forgotten" },
  backup: {
    usage: 'backup FILE [--passphrase-file FILE]',
    help: 'save settings, cameras, zones and pets to a file, - for standard output; with a passphrase people and devices too',
  },
  restore: { usage: 'restore FILE [--passphrase-file FILE]', help: 'bring them back from such a file, - for standard input' },
  doctor: { usage: 'doctor [--json]', help: 'look at camera, disk, network and the rest of the machine, and say what to do' },
} as const;

export type CommandName = keyof typeof commands;

/** Where the configuration file is looked for when none is named. */
export const systemConfigFile = '/etc/petlog/config.yaml';
