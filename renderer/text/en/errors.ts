import type { ErrorCode } from '../../../shared/errors.ts';

/** Errors that only programs meet; their sentences are left as PetLog wrote them. */
type ErrorOfPrograms =
  | 'malformed_request'
  | 'not_found'
  | 'rendition_not_found'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'file_changed'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'range_not_satisfiable'
  | 'headers_too_large'
  | 'invalid_input';

/** Errors of one page of the app each, whose words are loaded with it. */
export type ErrorOfBackups =
  | 'configuration_not_a_file'
  | 'configuration_newer'
  | 'configuration_damaged'
  | 'configuration_passphrase_missing'
  | 'configuration_passphrase_wrong'
  | 'configuration_not_allowed'
  | 'configuration_incomplete'
  | 'backup_target_not_found'
  | 'too_many_backup_targets'
  | 'backup_place_taken'
  | 'backup_restore_running'
  | 'backup_key_not_made'
  | 'backup_key_not_confirmed'
  | 'backup_not_read'
  | 'backup_not_saved';
export type ErrorOfRelays = 'relay_not_found' | 'too_many_relays';
export type ErrorOfHomeKit = 'homekit_port_in_use' | 'homekit_failed' | 'homekit_not_saved';

/** The sentence of each error that people meet, with the same parameters in braces as in `shared/errors.ts`, or fewer. */
export type ErrorWords = Readonly<Record<Exclude<ErrorCode, ErrorOfPrograms | ErrorOfBackups | ErrorOfRelays | ErrorOfHomeKit>, string>>;

/** PetLog speaks English itself; its sentences for programs and administrators, which name settings, are said otherwise to people. */
export const errorWords: Partial<ErrorWords> = {
  channel_built_in: 'This channel cannot be removed; it can be switched off.',
  channel_not_found: 'There is no such channel.',
  rule_not_found: 'There is no such rule.',
  push_subscription_not_found: 'This phone or browser gets no alerts.',
  too_many_channels: 'There are {limit} channels already, the most allowed; remove one first.',
  event_picture_unavailable: 'There is no picture of this event.',
  clip_unavailable: 'There is no video of this event: nothing was recorded then, and the last minutes do not reach back to it.',
  event_not_saved: 'The log could not be saved, and nothing was changed: {reason}.',
  origin_not_allowed: 'Web pages of {origin} may not use this camera; its owner can allow them.',
  storage_disabled: 'Recording is switched off for this camera.',
  host_not_allowed: 'This camera does not answer to the name {host}; its owner can allow that name.',
  camera_source_not_allowed:
    'The saved camera is a file or a device that the owner of this machine has not allowed. Choose another, or have it allowed in the configuration file.',
  camera_address_not_allowed:
    'Only the owner of this machine can allow the address of the saved camera. Choose another, or have it allowed in the configuration file.',
  base_path_reserved: 'The path {path} begins like one that PetLog needs for itself; choose another in the configuration file.',
  backup_copies_damaged: 'Of the copies in “{name}”, {count} are damaged; those still here are copied again.',
  backup_copies_late: 'Nothing could be copied to “{name}” for more than a day. Test the place at More, Backup, and fix what it says.',
  storage_limit:
    'The recordings take {usedMegabytes} MB, which is all that they may, and every one of them is kept; remove some, or allow more.',
};
