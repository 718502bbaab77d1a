/** Words of the page about Apple's Home, in English. Loaded with it. */
import type { ErrorOfHomeKit } from './errors.ts';

export const homekitWords = {
  title: 'HomeKit',
  on: "Cameras in Apple's Home",
  onHint: 'For iPhone, iPad, Mac, Apple TV and HomePod on this network',
  states: {
    off: 'Home does not know this camera.',
    starting: 'One moment…',
    waiting: 'Ready to be added.',
    paired: 'Home has these cameras.',
    failing: 'Home cannot reach this camera right now. PetLog keeps trying.',
  },
  add: 'Add it in the Home app',
  steps: [
    'On an iPhone or iPad on the same network, open the Home app.',
    'Tap +, then “Add Accessory”, and point its camera at the code.',
    'Home says that the accessory is not certified: tap “Add Anyway”.',
  ],
  code: 'Or enter this code:',
  qrCode: 'Code for the Home app',
  brings: 'What it brings',
  picture: 'The live picture of each camera, and its newest picture',
  sensors: 'A motion sensor for pets and one for people, for automations and notifications in Home',
  lacks: 'It has no sound and no recordings in iCloud. Privacy applies to Home too.',
  cameras: 'Cameras for Home',
  lastCamera: 'Home needs at least one camera. To remove them all, switch it off above.',
  remove: {
    label: 'Remove the pairing',
    title: 'Remove the pairing with Home?',
    hint: 'Home no longer shows these cameras, and their rooms and automations are lost. To bring them back, add them with a new code.',
    action: 'Remove',
    done: 'Home does not know this camera any more.',
  },
  failed: {
    show: (reason: string): string => `This page could not be shown. ${reason}`,
    change: (reason: string): string => `This was not changed. ${reason}`,
  },
  errors: {
    homekit_port_in_use: 'Another program uses TCP port {port}. Close it, or choose another port in the configuration file.',
    homekit_failed: 'HomeKit is not running, and PetLog keeps trying: {reason}.',
    homekit_not_saved: 'The pairing could not be removed: {reason}.',
  } as Readonly<Record<ErrorOfHomeKit, string>>,
};

export type HomeKitWords = typeof homekitWords;
