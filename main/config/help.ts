import { commands, flags, systemConfigFile, type Flag } from './flags.ts';
import { keyAt } from './keys.ts';

/** What `--help` prints. */
export function helpText(): string {
  const rows = Object.entries(flags).map(([name, flag]) => [usage(name, flag), meaning(flag)] as const);
  const commandRows = Object.values(commands).map(({ usage: left, help }) => [left, help] as const);
  const width = Math.max(...[...rows, ...commandRows].map(([left]) => left.length));
  const table = (lines: readonly (readonly [string, string])[]): string =>
    lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
  const variables = Object.values(flags).flatMap((flag) => (flag.kind === 'action' ? [] : [flag.variable]));
  return `PetLog, the home camera for a Raspberry Pi

Usage: petlog [command] [flags]        from source: npm start -- [command] [flags]

${table(rows)}

Commands; all but doctor are for a PetLog that is running on the same --data-dir:

${table(commandRows)}

Flags win over environment variables, variables over saved settings, those over
the configuration file (${systemConfigFile} where it exists), and the
file over defaults. A flag given twice: the last one wins.
Variables: ${variables.join(', ')}.
Every other key has a variable too: camera.frame_rate is PETLOG_CAMERA_FRAME_RATE.
`;
}

function usage(name: string, flag: Flag): string {
  return flag.kind === 'action' || flag.value === undefined ? name : `${name} ${flag.value}`;
}

function meaning(flag: Flag): string {
  const value = flag.kind === 'setting' ? keyAt(flag.key).defaultValue : undefined;
  return typeof value === 'string' || typeof value === 'number' ? `${flag.help} (default ${value})` : flag.help;
}
