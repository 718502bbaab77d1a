import type { RelayState, RelayStep } from '../../../shared/relays.ts';
import type { ErrorOfRelays } from './errors.ts';

/** Words of the page about media servers, in English. Loaded with it. */
export const relayWords = {
  title: 'Media servers',
  hint: 'Sends the live video to a server of yours: to a recorder such as Frigate, or for many viewers elsewhere. While it is on, the camera keeps running; privacy and stopping the camera end it.',
  none: 'No media server yet',
  noneHint: 'For a hundred viewers, a recorder or the internet: the server gets the video once and passes it on.',
  add: 'Add a server',
  on: 'Send live video there',
  change: 'Change',
  remove: 'Remove',
  removing: (name: string): string => `“${name}” is being removed.`,
  states: {
    off: 'Off',
    waiting: 'Waiting for the camera',
    connecting: 'Connecting…',
    publishing: 'Live there',
    failing: 'No connection. Trying again.',
  } as Record<RelayState, string>,
  steps: {
    look_up: 'Its name was not found.',
    connect: 'It could not be reached.',
    secure: 'The secure connection failed.',
    publish: 'It does not accept the video.',
    send: 'The connection broke off.',
  } as Record<RelayStep, string>,
  sent: (size: string): string => `${size} sent`,
  reconnects: (count: string): string => `connected again: ${count}`,
  lost: (count: string): string => `pictures skipped because it was too slow: ${count}`,
  dialogTitle: 'Media server',
  name: 'Name',
  nameExample: 'Frigate',
  url: 'Address',
  urlHint:
    'rtsp://, rtsps://, rtmp://, rtmps://, srt://, or https:// for WHIP, with name and password or stream key if needed. They are stored and never shown again.',
  token: 'Token',
  tokenHint: 'If the server asks for one. It is stored and never shown again.',
  sound: 'Send the sound too',
  soundHint: 'If the sound of the camera is on.',
  camera: 'Camera',
  rendition: 'Size',
  full: 'As the camera gives it',
  test: 'Test the address',
  testing: 'Testing…',
  tested: 'It works: the server accepts the video.',
  save: 'Save',
  nameMissing: 'Give it a name.',
  urlMissing: 'Enter an address that begins with rtsp://, rtsps://, rtmp://, rtmps://, srt://, or https:// for WHIP.',
  failed: {
    list: (reason: string): string => `The media servers could not be loaded. ${reason}`,
    change: (reason: string): string => `That could not be changed. ${reason}`,
    remove: (name: string, reason: string): string => `“${name}” could not be removed. ${reason}`,
  },
  errors: {
    relay_not_found: 'This media server is not there any more.',
    too_many_relays: 'Live video goes to {limit} media servers already, the most allowed; remove one first.',
  } as Readonly<Record<ErrorOfRelays, string>>,
};

export type RelayWords = typeof relayWords;
