import { commands } from '../../main/config/flags.ts';

interface SubCommand {
  /** What one types after `petlog`. */
  readonly usage: string;
  readonly help: string;
}

/** Every sub-command of the installed package, the application's and the package's own: man page and completion come from here. */
export const subCommands: Readonly<Record<string, SubCommand>> = {
  ...commands,
  mode: {
    usage: 'mode [kiosk|service]',
    help: 'say who has the camera, or change it (as root). kiosk: PetLog on the screen of the desktop session. service: petlog.service, which needs no screen. The other one waits',
  },
};

/** The words that a sub-command takes, without those that stand for something: `[--role viewer|admin] ID` has three. */
export function wordsOf({ usage }: SubCommand): string[] {
  return usage
    .split(/[\s[\]|]+/)
    .slice(1)
    .filter((word) => /^[a-z-]+$/.test(word));
}
