import { flags, type Flag } from '../../main/config/flags.ts';
import { subCommands, wordsOf } from './sub-commands.ts';

/** Values that a flag takes, for completion: what compgen(1) is asked for. */
const completions: Readonly<Record<string, string>> = {
  '--data-dir': '-d',
  '--config': '-f',
  '--camera': '-W "auto mock rpicam raspistill v4l2"',
  '--host': '-W "0.0.0.0 127.0.0.1"',
};

/** bash completion for petlog and petlog-kiosk, from the tables of flags and sub-commands. */
export function bashCompletion(): string {
  const withValue = Object.entries(flags).filter(([, flag]) => takesValue(flag));
  const cases = withValue.map(
    ([name]) =>
      `    ${name})\n      mapfile -t COMPREPLY < <(compgen ${completions[name] ?? '-W ""'} -- "$current")\n      return\n      ;;`,
  );
  const commands = Object.entries(subCommands).map(
    ([name, command]) =>
      `    ${name})\n      mapfile -t COMPREPLY < <(compgen -W "${wordsOf(command).join(' ')}" -- "$current")\n      return\n      ;;`,
  );
  return `# bash completion for petlog(1), made from its tables of flags and commands

_petlog() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  case $previous in
${cases.join('\n')}
  esac
  case \${COMP_WORDS[1]} in
${commands.join('\n')}
  esac
  local words="${Object.keys(flags).join(' ')}"
  if ((COMP_CWORD == 1)) && [[ \${1##*/} == petlog ]]; then
    words+=" ${Object.keys(subCommands).join(' ')}"
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
} && complete -o filenames -F _petlog petlog petlog-kiosk
`;
}

const takesValue = (flag: Flag): boolean =>
  flag.kind === 'file' || flag.kind === 'camera' || (flag.kind === 'setting' && flag.value !== undefined);
