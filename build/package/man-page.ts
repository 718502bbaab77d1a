import { flags, systemConfigFile, type Flag } from '../../main/config/flags.ts';
import { keyAt } from '../../main/config/keys.ts';
import { subCommands } from './sub-commands.ts';

export interface ManPageFacts {
  readonly version: string;
  /** `2026-11-23`. */
  readonly date: string;
}

/** petlog(1) in the man macros of groff_man(7), from the tables of flags and sub-commands. */
export function manPage({ version, date }: ManPageFacts): string {
  const flagList = Object.entries(flags).map(([name, flag]) => `.TP\n${usage(name, flag)}\n${escape(meaning(flag))}`);
  const commandList = Object.values(subCommands).map(
    ({ usage: words, help }) => `.TP\n.B petlog ${escape(words)}\n${escape(`${help[0]!.toUpperCase()}${help.slice(1)}.`)}`,
  );
  const variables = Object.entries(flags).flatMap(([name, flag]) =>
    flag.kind === 'action' ? [] : [`.TP\n.B ${flag.variable}\nas ${bold(name)}`],
  );
  return `.TH PETLOG 1 ${quote(date)} ${quote(`PetLog ${version}`)} "User Commands"
.SH NAME
petlog \\- home camera for a Raspberry Pi
.SH SYNOPSIS
.B petlog
.RI [ flags ]
${Object.values(subCommands)
  .map(({ usage: words }) => `.br\n.B petlog ${escape(words)}`)
  .join('\n')}
.SH DESCRIPTION
PetLog owns the camera of this machine, serves its live picture and its recordings to browsers on the local network, and shows them on the machine's own screen.
With a display it opens its window; without one, or with
.BR \\-\\-headless ,
it serves only.
.PP
Once it is ready it prints one line to standard output, with the address that it listens on.
Logs go to standard error.
.SH FLAGS
${flagList.join('\n')}
.PP
A flag given twice: the last one wins.
.SH COMMANDS
${commandList.join('\n')}
.SH CONFIGURATION
Flags win over environment variables, variables over settings that were changed while PetLog ran, those over the configuration file, and the file over defaults.
The configuration file explains every key.
.SH ENVIRONMENT
${variables.join('\n')}
.PP
Every other key of the configuration has a variable too: camera.frame_rate is
.BR PETLOG_CAMERA_FRAME_RATE .
.SH FILES
.TP
.I ${systemConfigFile}
Configuration, of the service and of the kiosk.
.TP
.I /var/lib/petlog
Recordings, database and saved settings of the service.
.TP
.I ~/.local/share/petlog
The same of a PetLog that a user or the desktop session runs.
.TP
.I /etc/petlog/mode
Who has the camera; written by
.BR "petlog mode" .
.SH EXIT STATUS
0 after an orderly end, 1 when something is in the way, such as a port in use, and 2 for a flag or a configuration that is not allowed.
.SH EXAMPLES
.TP
Is the configuration right?
.B petlog \\-\\-check\\-config
.TP
Without a window, and with the mock camera
.B petlog \\-\\-headless \\-\\-camera mock \\-\\-data\\-dir /tmp/petlog
.TP
What the service says
.B journalctl \\-u petlog
.SH SEE ALSO
.BR petlog\\-kiosk (1),
.BR systemctl (1)
`;
}

/** petlog-kiosk(1). */
export function kioskManPage({ version, date }: ManPageFacts): string {
  return `.TH PETLOG\\-KIOSK 1 ${quote(date)} ${quote(`PetLog ${version}`)} "User Commands"
.SH NAME
petlog\\-kiosk \\- keeps PetLog on this screen
.SH SYNOPSIS
.B petlog\\-kiosk
.RI [ "flags of petlog" ]
.SH DESCRIPTION
The desktop session starts it.
It shows PetLog for as long as the session lasts and starts it again when it fails.
While the machine is in the mode "service" (see
.BR petlog (1))
it says so and waits; it takes over as soon as the mode is "kiosk".
.SH SEE ALSO
.BR petlog (1)
`;
}

function usage(name: string, flag: Flag): string {
  return flag.kind === 'action' || flag.value === undefined ? `.B ${escape(name)}` : `.BI ${quote(`${escape(name)} `)} ${flag.value}`;
}

function meaning(flag: Flag): string {
  const value = flag.kind === 'setting' ? keyAt(flag.key).defaultValue : undefined;
  return typeof value === 'string' || typeof value === 'number' ? `${flag.help} (default ${value})` : flag.help;
}

const bold = (text: string): string => `\\fB${escape(text)}\\fR`;
const quote = (text: string): string => `"${text.replaceAll('"', '\\(dq')}"`;

/** groff takes a backslash for a command, a `-` for a hyphen, and a dot or quote at the beginning of a line for a macro. */
function escape(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
}
