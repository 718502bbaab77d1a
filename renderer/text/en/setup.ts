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
    finish: 'To the picture',
    failed: (reason: string): string => `That was not saved. ${reason}`,
    titles: {
      language: 'Welcome',
      name: 'What is this camera called?',
      time_zone: 'Which time is it here?',
      network: 'Is the camera on the network?',
      storage: 'How long do recordings stay?',
      access: 'Who may watch?',
      done: 'Ready',
    } satisfies Record<Exclude<SetupStep, 'pairing'>, string>,
    hints: {
      language: 'A few questions, and the camera is ready. All of it can be changed later.',
      name: 'The name stands on its pages and on this screen.',
      time_zone: 'It counts for times in pictures, in file names and on this screen.',
      done: 'The setup is in the menu, for whenever something changes.',
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
      none: 'No city is called that. A larger one in the same time zone will do.',
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
      looking: 'It is noticed by itself as soon as there is one.',
      cable: 'By cable',
      cableHint: 'Plug a network cable into the Raspberry Pi.',
      desktop: 'By Wi-Fi, with a desktop',
      desktopHint:
        'Leave PetLog, choose the network at the top right of the screen, and start PetLog again from the menu. The setup goes on here.',
      terminal: 'By Wi-Fi, in a terminal',
      terminalHint: 'Under System Options, Wireless LAN, in:',
      onlyHere: (host: string): string =>
        `PetLog listens on ${host} only, so that no other device finds it. The setting server.host changes that.`,
    },
    storage: {
      place: 'Recordings are kept in',
      free: (free: string, total: string): string => `${free} of ${total} are free.`,
      hours: (hours: string): string => `At least ${hours} hours of video fit before the oldest have to go.`,
    },
    access: {
      open: 'Everyone at home',
      openHint: 'Each device on the local network may watch, and change everything.',
      accounts: 'Only who was let in',
      accountsHint: 'Devices come in with a code, people with name and password.',
      atOnce: 'It counts at once, without a restart.',
      shutsOut: 'Devices that are watching now are out until they are let in.',
      letsIn: 'No device needs a code any more.',
      pairingFollows: 'Next, this screen shows a code for the first device.',
    },
    done: { offline: 'Without a network the camera can be watched on this screen only.' },
  },
};
