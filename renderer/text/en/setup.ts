import type { SetupStep } from '../../../shared/setup-steps.ts';
import type { TimeZoneRegion } from '../../state/kiosk/time-zones.ts';

/** Words of the setup on the camera's own screen, in English. */
export const setupWords = {
  setup: {
    open: 'Setup',
    region: 'Setting up the camera',
    step: (step: number, count: number): string => `Step ${step} of ${count}`,
    skip: 'Skip setup',
    close: 'Close',
    back: 'Back',
    next: 'Next',
    finish: 'Go to the picture',
    failed: (reason: string): string => `That was not saved. ${reason}`,
    titles: {
      language: 'Welcome',
      name: 'What is this camera called?',
      time_zone: 'Which time zone is this?',
      network: 'Is the camera on the network?',
      always_on: 'Always watch, so that you can look back?',
      storage: 'How long are recordings kept?',
      access: 'Who may watch?',
      done: 'Ready',
    } satisfies Record<Exclude<SetupStep, 'pairing'>, string>,
    hints: {
      language: 'A few questions, and the camera is ready. All of it can be changed later.',
      name: 'The name is shown on its pages and on this screen.',
      time_zone: 'It is used for times in pictures, in file names and on this screen.',
      done: 'You can run this setup again from the menu.',
    } satisfies Partial<Record<SetupStep, string>>,
    name: {
      label: 'Name of this camera',
      missing: 'The camera needs a name.',
      suggestions: 'Suggestions',
      rooms: ['Living room', 'Kitchen', 'Hallway', 'Garden'],
    },
    timeZone: {
      own: (city: string): string => `As on this machine: ${city}`,
      search: 'Search for a city',
      region: 'Part of the world',
      city: 'City',
      none: 'There is no city of that name. Choose a larger one in the same time zone.',
      regions: {
        Africa: 'Africa',
        America: 'America',
        Antarctica: 'Antarctica',
        Arctic: 'Arctic',
        Asia: 'Asia',
        Atlantic: 'Atlantic',
        Australia: 'Australia',
        Europe: 'Europe',
        Indian: 'Indian Ocean',
        Pacific: 'Pacific',
        UTC: 'UTC',
      } satisfies Record<TimeZoneRegion, string>,
    },
    network: {
      connected: 'Yes. Other devices find it at:',
      none: 'There is no network yet.',
      looking: 'This page notices as soon as there is one.',
      cable: 'By cable',
      cableHint: 'Plug a network cable into the Raspberry Pi.',
      desktop: 'By Wi-Fi, with a desktop',
      desktopHint:
        'Leave PetLog, choose the network at the top right of the screen, and start PetLog again from the menu. The setup goes on here.',
      terminal: 'By Wi-Fi, in a terminal',
      terminalHint: 'Under System Options, Wireless LAN, in:',
      onlyHere: (host: string): string =>
        `PetLog listens on ${host} only, so no other device can find it. Its configuration file can change that.`,
    },
    storage: {
      place: 'Recordings are kept in',
      free: (free: string, total: string): string => `${free} of ${total} are free.`,
      hours: (hours: string): string => `At least ${hours} hours of video fit before the oldest are deleted.`,
    },
    access: {
      open: 'Everyone at home',
      openHint: 'Every device on the local network can watch, and change everything.',
      accounts: 'Only people I invite',
      accountsHint: 'Devices are added with a code; people sign in with a name and a password.',
      atOnce: 'It takes effect at once, without a restart.',
      shutsOut: 'Devices that are watching now are signed out until they are added.',
      letsIn: 'No device needs a code any more.',
      pairingFollows: 'Next, this screen shows a code for the first device.',
    },
    done: { offline: 'Without a network the camera can be watched on this screen only.' },
  },
};
