/** A word after `petlog` that does something else than run it. */
interface SubCommand {
  /** What it takes, as in a synopsis. */
  readonly usage: string;
  /** Words that it takes, for completion. */
  readonly words: readonly string[];
  readonly help: string;
}

/** Every sub-command of the installed package: the man page and the completion come from here. */
export const subCommands: Readonly<Record<string, SubCommand>> = {
  mode: {
    usage: '[kiosk|service]',
    words: ['kiosk', 'service'],
    help: "Says who has the camera, or changes it (as root). kiosk: PetLog on the screen of the desktop session. service: petlog.service, which needs no screen. The other one waits.",
  },
};
