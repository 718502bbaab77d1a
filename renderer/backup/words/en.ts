import type { ConfigurationPart } from '../../../shared/configuration-file.ts';
import type { ErrorOfBackups } from '../../text/en/errors.ts';

/** Words about backups, in English. */
export const backupWords = {
  saveTitle: 'Save settings to a file',
  saveHint:
    'With this file a new SD card is the old camera again: settings, cameras, zones and pets with their pictures. Events and recordings are not in it.',
  passphrase: 'Passphrase for the file',
  passphraseHint:
    'With a passphrase, the file also holds people, devices, passwords of cameras and what your phones trust. Without it nobody can open it.',
  repeat: 'The passphrase once more',
  save: 'Save file',
  tooShort: 'Use at least 8 characters, or leave it empty.',
  notEqual: 'The two passphrases are not the same.',
  saved: 'The file is among your downloads. Keep it somewhere else than on the camera.',
  saveFailed: (reason: string): string => `The file could not be saved. ${reason}`,
  ownScreen: 'Open PetLog in a browser on a phone or computer to save a file or bring one back.',

  bringTitle: 'Bring settings back',
  bringHint: 'Choose a file that was saved here or on another PetLog. First you see what would change.',
  choose: 'Choose a file',
  sealed: 'This file was saved with a passphrase.',
  look: 'See what changes',
  loading: 'Reading the file…',
  from: (name: string, when: string): string => `“${name}”, saved ${when}`,
  nothingChanges: 'Everything here is already as in the file.',
  parts: {
    settings: 'Settings',
    cameras: 'Cameras',
    zones: 'Zones',
    pets: 'Pets',
    people: 'People',
    devices: 'Devices',
    tokens: 'Tokens of programs',
    authority: 'What your phones trust',
    screen_pin: 'PIN of the screen',
    alert_channels: 'Where alerts go',
    alert_phones: 'Phones that get alerts',
    alert_rules: 'Rules of alerts',
    backup_targets: 'Places for copies',
    relays: 'Media servers',
    homekit: 'HomeKit',
  } satisfies Record<ConfigurationPart, string> as Record<ConfigurationPart, string>,
  added: (names: string): string => `added: ${names}`,
  changed: (names: string): string => `changed: ${names}`,
  removed: (names: string): string => `removed: ${names}`,
  settingsCount: (count: number): string => (count === 1 ? '1 setting' : `${count} settings`),
  becomesThat: 'replaced by the one in the file',
  leftOut: (count: number): string =>
    count === 1
      ? '1 setting stays as it is here: it names a file of this machine, or is a password that is not in the file.'
      : `${count} settings stay as they are here: they name files of this machine, or are passwords that are not in the file.`,
  noPeople: 'Who may come in stays as it is: the file was saved without a passphrase.',
  bring: 'Bring back',
  confirmTitle: 'Bring these settings back?',
  confirm: 'What is listed here is replaced by what is in the file. Recordings and events stay.',
  confirmPeople: 'Devices and people that are not in the file must be added again.',
  restarting: 'PetLog starts again now. In half a minute the camera is as it was.',
  nextStart: 'This takes effect when PetLog starts again: restart it, or the whole device, now.',
  cancel: 'Cancel',
  /** PetLog speaks English itself. */
  errors: null as BackupErrors | null,
};

export type BackupErrors = Readonly<Record<ErrorOfBackups, string>>;

export type BackupWords = typeof backupWords;
