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
    failing: 'Home cannot reach this camera now; it is tried again.',
  },
  add: 'Add it in the Home app',
  steps: [
    'On an iPhone or iPad in the same network, open the app Home.',
    'Tap + and “Add Accessory”, and point the camera at the code.',
    'Home says that the accessory is not certified: “Add Anyway”.',
  ],
  code: 'Or enter this code:',
  qrCode: 'Code for the Home app',
  brings: 'What it brings',
  picture: 'The live picture of each camera, and its newest picture',
  sensors: 'A motion sensor for pets and one for people, also for automations and notifications of Home',
  lacks: 'Sound and recordings in iCloud are not part of it. Privacy holds for Home too.',
  cameras: 'Cameras for Home',
  lastCamera: 'Home needs one camera at least. To take all away, switch it off above.',
  remove: {
    label: 'Remove the pairing',
    title: 'Remove the pairing with Home?',
    hint: 'Home shows these cameras no more, and rooms and automations for them are lost. To have them again, add them with a new code.',
    action: 'Remove',
    done: 'Home does not know this camera any more.',
  },
  failed: {
    show: (reason: string): string => `This page could not be shown. ${reason}`,
    change: (reason: string): string => `This was not changed. ${reason}`,
  },
  errors: {
    homekit_port_in_use: 'Another program uses TCP port {port}. End it, or choose another port in the configuration file.',
    homekit_failed: 'HomeKit does not run now, and is tried again: {reason}.',
    homekit_not_saved: 'The pairing could not be removed: {reason}.',
  } as Readonly<Record<ErrorOfHomeKit, string>>,
};

export type HomeKitWords = typeof homekitWords;
