import { stringify } from 'yaml';
import { Config } from '../../shared/config.ts';
import { allowedBy } from '../../shared/schema-words.ts';
import { flags, systemConfigFile } from '../../main/config/flags.ts';
import { type ConfigKey, configKeys, keysOfCamera, partKeys } from '../../main/config/keys.ts';
import { code, pageHead, table } from './markdown.ts';

const whereDefaultsDepend: Readonly<Record<string, string>> = {
  'server.data_dir': '~/.local/share/petlog',
};

/** docs/configuration.md: every key and every flag. */
export function configurationPage(): string {
  const introduction = `Settings come from five places. Each wins over those after it:

1. flags: \`npm start -- --port 8080\`, or \`petlog --port 8080\` from the installed package;
2. environment variables: every key has one, its path in capitals after \`PETLOG_\`, and some have a short one too. An empty variable counts as not set. Lists are separated by commas, a resolution is \`1280x720\`;
3. saved settings: what was changed while PetLog ran, in the dashboard or with \`PATCH /settings\`; they stand in \`settings.yaml\` in the data directory, and once more in \`settings.yaml.copy\`;
4. the configuration file: YAML, named by \`--config\`, otherwise ${code(systemConfigFile)} where it exists. [config.example.yaml](config.example.yaml) has every key;
5. the defaults below.

An unknown key, a key given twice and a value that is not allowed are errors: PetLog says in one line which, and ends with exit code 2. \`--check-config\` only checks, \`--print-config\` prints the whole configuration in effect. A saved setting that cannot be used on this machine any more, such as an address that is gone, is no error: what worked before is in effect, and every screen says so.
A saved setting that is not allowed any more is ignored with a warning.`;
  const sections = Object.entries(Config.shape).map(([section, schema]) => {
    if (section === 'cameras') {
      return `## cameras\n\n${schema.description ?? ''}\n\n${furtherCameras}\n`;
    }
    const rows = [...configKeys, ...partKeys].filter((key) => key.section === section).map(rowOf);
    return `## ${section}\n\n${schema.description ?? ''}\n\n${table(['Key', 'Default', 'Allowed', 'Variables and flag', 'Meaning'], rows)}\n`;
  });
  const flagRows = Object.entries(flags).map(([name, flag]) => [
    code(flag.kind === 'action' || flag.value === undefined ? name : `${name} ${flag.value}`),
    flag.kind === 'setting' ? code(flag.key) : '',
    flag.help,
  ]);
  return [
    pageHead('Configuration', introduction),
    `## Flags\n\n${table(['Flag', 'Key', 'Meaning'], flagRows)}\n\nA flag given twice: the last one wins.\n`,
    ...sections,
  ].join('\n');
}

const exampleId = 'front-door';
const exampleKey = keysOfCamera(exampleId).find(({ name }) => name === 'frame_rate')!;

const furtherCameras = `\`\`\`yaml
cameras:
  ${exampleId}:
    source: rtsp://192.168.1.20/stream
    username: petlog
    password: the camera's password
    recording:
      rewind_minutes: 0
\`\`\`

A key of one is ${code(exampleKey.path)}, its variable ${code(exampleKey.variable)}: dashes of the id become underscores. ${code('--add-camera ID=SOURCE')}, as often as needed, or the variable of its ${code('source')} makes a camera too; what is set for an id that no camera has is named in the log and counts for nothing.

A camera's part ${code('recording')} has ${partKeys.map(({ name }) => code(name.replace(/^recording\./, ''))).join(', ')}; all other keys of the section recording are for all cameras together, as are disk, memory and limits. Two cameras that are enabled cannot have the same device.

What was set while PetLog ran is saved in ${code('settings.yaml')}, names and passwords of cameras apart from it in ${code('camera-secrets.json')}, which only PetLog's user can read.`;

function rowOf(key: ConfigKey): string[] {
  const shortcuts = Object.entries(flags).flatMap(([name, flag]) =>
    flag.kind === 'setting' && flag.key === key.path ? [code(flag.variable), code(name)] : [],
  );
  const defaultValue = key.defaultValue === undefined ? (whereDefaultsDepend[key.path] ?? '') : JSON.stringify(key.defaultValue);
  return [code(key.path), code(defaultValue), allowedBy(key.schema), [code(key.variable), ...shortcuts].join(' '), key.description];
}

/** docs/config.example.yaml: every key with its default, switched off by a `#` without a space after it. */
export function exampleConfiguration(): string {
  return configurationFile(`# PetLog configuration with every key and its default (made by "npm run docs").
# Remove the "#" before a key to change it. Check with: petlog --check-config --config FILE`);
}

/**
 * A configuration file with every key.
 *
 * @param set values by the path of their key; these count, all others are switched off by a `#`
 */
export function configurationFile(head: string, set: Readonly<Record<string, unknown>> = {}): string {
  const sections = Object.entries(Config.shape).map(([section, schema]) => {
    if (section === 'cameras') {
      return `${comment(schema.description ?? '', '')}cameras:\n${furtherCamerasExample}`;
    }
    const keys = configKeys
      .filter((key) => key.section === section)
      .map((key) => `${comment(key.description)}  ${Object.hasOwn(set, key.path) ? '' : '#'}${exampleLine(key, set[key.path])}\n`);
    return `# ${schema.description ?? ''}\n${section}:\n${keys.join('')}${section === 'camera' ? partExample : ''}`;
  });
  return `${head}

${sections.join('\n')}`;
}

/** Behind a `# `, which stays a comment: without such a part the section counts. */
const partExample = `${comment('What this camera records otherwise than the section recording says, for example:')}  # recording:
  #   rewind_minutes: 0
`;
const furtherCamerasExample = `  # ${exampleId}:
  #   source: rtsp://192.168.1.20/stream
  #   username: petlog
  #   password: the camera's password
`;

function exampleLine(key: ConfigKey, set: unknown): string {
  const value = set ?? key.defaultValue ?? whereDefaultsDepend[key.path];
  return `${key.name}: ${stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()}`;
}

function comment(text: string, indent = '  '): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 96) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.map((line) => `${indent}# ${line}\n`).join('');
}
