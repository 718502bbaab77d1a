/**
 * Every error that PetLog tells anyone about: code, HTTP status and sentence.
 * HTTP answers, IPC replies, logs and the API document all read this table.
 * A sentence says what was wrong, which value, and what to do.
 */
const table = {
  malformed_request: [400, 'The request could not be understood: {reason}.'],
  unauthorized: [401, 'Sign in first: this needs the permission "{access}".'],
  wrong_code: [401, 'That is not the code that the camera shows, or it is no longer valid; ask for a new one.'],
  wrong_password: [401, 'The name or the password is wrong.'],
  session_ended: [401, 'This session has ended: {reason}. Pair the device again, or sign in.'],
  forbidden: [403, 'This needs the permission "{access}".'],
  limited_to_cameras: [403, 'This is for admins who may see every camera; you may see only: {ids}.'],
  talk_not_allowed: [403, 'Only admins, and those whom they allow it, may talk through the speaker of a camera.'],
  not_local: [403, 'The address {address} is not on the local network, and only local addresses may connect.'],
  wrong_pin: [403, 'That is not the PIN of this screen.'],
  locked: [403, 'The kiosk is locked; enter its PIN first.'],
  origin_not_allowed: [403, 'Web pages of {origin} may not use this camera; add the origin to security.allowed_origins.'],
  not_found: [404, 'There is nothing at {path}; GET /docs lists what there is.'],
  camera_not_found: [404, 'There is no camera "{id}"; GET /cameras lists those that there are.'],
  recording_not_found: [404, 'There is no recording "{id}".'],
  picture_unavailable: [404, 'There is no picture of the recording "{id}": {reason}.'],
  event_not_found: [404, 'There is no event "{id}".'],
  event_picture_unavailable: [404, 'There is no picture of the event "{id}".'],
  clip_unavailable: [
    404,
    'There is no video of the event "{id}": nothing was recorded then, and the last minutes do not reach back to it.',
  ],
  pet_not_found: [404, 'There is no pet "{id}".'],
  pet_picture_unavailable: [404, 'There is no picture of the pet "{id}".'],
  zone_not_found: [404, 'There is no zone "{id}".'],
  channel_not_found: [404, 'There is no channel "{id}".'],
  rule_not_found: [404, 'There is no rule "{id}".'],
  push_subscription_not_found: [404, 'There is no phone or browser "{id}" that gets alerts.'],
  backup_target_not_found: [404, 'There is no place for copies "{id}".'],
  relay_not_found: [404, 'There is no relay "{id}".'],
  share_not_found: [404, 'There is no link {id}, or it has ended.'],
  timelapse_not_found: [404, 'There is no timelapse "{id}".'],
  rewind_unavailable: [404, 'There is no picture of that moment; GET /live/rewind says from when to when there is.'],
  day_film_not_found: [404, 'There is no film of a day "{id}".'],
  nothing_happened: [404, 'Nothing was seen on {date}.'],
  nothing_kept: [404, 'Of what happened on {date}, neither video nor pictures were kept.'],
  nothing_recorded: [404, 'There is no recording from {start} to {end}.'],
  rendition_not_found: [404, 'There is no rendition "{name}" of this camera; there are: {names}.'],
  hls_gone: [404, 'That is not in the live stream, or not any more; open it anew at /live/hls/index.m3u8.'],
  invitation_not_found: [404, 'There is no invitation "{id}".'],
  device_not_found: [404, 'There is no device "{id}".'],
  account_not_found: [404, 'There is no account "{id}".'],
  token_not_found: [404, 'There is no token "{id}".'],
  authority_not_found: [404, 'There is no authority of this home: HTTPS is off, or its certificate is another one.'],
  method_not_allowed: [405, '{method} is not allowed on {path}; use {allow}.'],
  request_timeout: [408, 'The request was not complete within {seconds} s; send it again.'],
  camera_exists: [409, 'There is a camera "{id}" already; choose another id.'],
  device_in_use: [409, 'The camera "{id}" uses {source} already; choose another source, or remove that camera first.'],
  default_camera: [409, 'The camera "main" cannot be removed; set enabled to false to switch it off.'],
  camera_configured: [409, 'The camera "{id}" is given by the configuration file, a variable or a flag, and has to be removed there.'],
  camera_disabled: [409, 'This camera is switched off in its settings; set enabled to true first.'],
  already_recording: [409, 'A recording is already running ({path}); stop it first.'],
  not_recording: [409, 'No recording is running; start one first.'],
  recording_in_progress: [409, 'The recording "{id}" is still being written; stop it first.'],
  day_film_running: [409, 'A film of a day is being made already; wait for it or cancel it.'],
  timelapse_running: [409, 'A timelapse is being made already; wait for it or cancel it.'],
  privacy: [409, 'The camera is switched off for privacy; release it first.'],
  talk_busy: [409, '{name} is talking through this speaker; wait until that ends.'],
  would_lock_out: [409, 'This would shut out who asks: let this device in as admin first, with POST /auth/restrict, which then switches.'],
  account_exists: [409, 'There is an account "{name}" already; choose another name.'],
  role_of_account: [409, 'What this device may do is what its account "{name}" may; change that.'],
  too_many_invitations: [409, '{limit} codes are waiting to be used already; use or cancel one first.'],
  too_many_shares: [409, '{limit} links are shared already, the most allowed; end one first.'],
  too_many_zones: [409, 'This camera has {limit} zones already, the most allowed; remove one first.'],
  channel_built_in: [409, 'The channel "{id}" cannot be removed; set enabled to false to switch it off.'],
  too_many_channels: [409, 'There are {limit} channels already, the most allowed; remove one first.'],
  too_many_rules: [409, 'There are {limit} rules already, the most allowed; remove one first.'],
  too_many_push_subscriptions: [409, '{limit} phones and browsers get alerts already, the most allowed; end one first.'],
  storage_disabled: [409, 'Recording is switched off; set camera.enable_storage to true.'],
  https_off: [409, 'HTTPS is off, so that there is no certificate; switch it on first.'],
  too_many_backup_targets: [409, 'Copies go to {limit} places already, the most allowed; remove one first.'],
  backup_place_taken: [409, 'Copies go to this place already, as "{name}"; enter another folder, or change that one.'],
  too_many_relays: [409, 'Live video goes to {limit} media servers already, the most allowed; remove one first.'],
  backup_restore_running: [409, 'Copies are being brought back already; wait until that is done.'],
  backup_key_not_made: [409, 'No key was made for this place since PetLog started; make one first.'],
  backup_key_not_confirmed: [409, 'These are not the last {count} characters of the key; look at your copy of it, and enter them again.'],
  homekit_port_in_use: [409, 'HomeKit cannot be reached: another program uses TCP port {port}; choose another with homekit.port.'],
  own_certificate: [409, 'HTTPS uses a certificate of your own; remove security.https_certificate and security.https_key first.'],
  authority_exists: [
    409,
    'This home has an authority that devices may trust already; with replace=true it gets a new one, which each device has to trust anew.',
  ],
  file_changed: [412, 'This is not the file any more that was read before; read it again from its beginning.'],
  payload_too_large: [413, 'The body is larger than {limitBytes} bytes; send less.'],
  unsupported_media_type: [415, 'The content type {contentType} is not accepted; send {accepted}.'],
  range_not_satisfiable: [416, 'The range {range} is outside the file of {sizeBytes} bytes.'],
  invalid_input: [422, '{detail}'],
  picture_unreadable: [422, 'The picture cannot be read; a whole JPEG or PNG of at most 60 million pixels can.'],
  configuration_not_a_file: [422, 'This is not a file of saved PetLog settings; choose one that PetLog saved.'],
  configuration_newer: [422, 'This file was saved by a newer PetLog ({version}); update PetLog, then bring the settings back.'],
  configuration_damaged: [
    422,
    'This file is not as it was saved: it is cut off, damaged or was changed ({reason}). Nothing was changed here.',
  ],
  configuration_passphrase_missing: [422, 'This file was saved with a passphrase; give the passphrase too.'],
  configuration_passphrase_wrong: [422, 'The passphrase is wrong, or the file was changed since it was saved. Nothing was changed here.'],
  configuration_not_allowed: [422, 'This file cannot be brought back here, and nothing was changed: {reason}'],
  homekit_failed: [503, 'HomeKit is not running, and PetLog keeps trying: {reason}.'],
  homekit_not_saved: [503, 'The pairing with HomeKit could not be removed: {reason}.'],
  configuration_incomplete: [503, 'The settings cannot be saved to a file now, as a part of them cannot be read: {reason}.'],
  configuration_waiting: [
    503,
    'Settings were brought back from a file and take effect when PetLog starts again; until then, what is changed is lost.',
  ],
  too_many_requests: [429, 'Too many requests from {address}; try again in {seconds} s.'],
  host_not_allowed: [421, 'This camera does not answer to the name {host}; add it to security.allowed_hosts.'],
  too_many_attempts: [429, 'Too many wrong attempts; try again in {seconds} s.'],
  headers_too_large: [431, 'The request headers are larger than {limitBytes} bytes; send fewer.'],
  internal: [500, 'Something went wrong inside PetLog; the log has the details.'],
  microphone_unavailable: [503, 'Nothing is heard: {reason}.'],
  speaker_unavailable: [503, 'Talking through this camera is not possible: {reason}.'],
  camera_unavailable: [503, 'The camera is not available: {reason}.'],
  camera_source_not_allowed: [
    403,
    'The saved camera is a file or a device that the owner of this machine has not allowed; choose another, name it in the configuration file, or add the directory of the file to security.allowed_directories.',
  ],
  camera_address_not_allowed: [
    403,
    'The address of the saved camera leads where only the owner of this machine may send PetLog; choose another, or add it to security.allowed_targets in the configuration file.',
  ],
  too_many_viewers: [503, 'All {limit} places for viewers are taken; close a stream and try again.'],
  too_many_viewers_of_device: [503, 'This device already watches {limit} streams, the most allowed; close one and try again.'],
  too_many_viewers_from_address: [503, 'The address {address} already watches {limit} streams, the most allowed; close one and try again.'],
  too_many_downloads: [503, '{limit} videos are being read already, the most allowed; wait for one to end and try again.'],
  too_many_downloads_of_device: [503, 'This device reads {limit} videos already, the most allowed; wait for one to end and try again.'],
  too_many_downloads_from_address: [
    503,
    'The address {address} reads {limit} videos already, the most allowed; wait for one to end and try again.',
  ],
  shutting_down: [503, 'PetLog is stopping; try again when it is back.'],
  recording_failed: [503, 'The recording could not be written: {reason}.'],
  rewind_disk_failed: [507, 'Looking back uses memory instead of the disk, and reaches less far: {reason} ({path}).'],
  detector_failed: [503, 'PetLog notices movement, but cannot tell who moves: {reason}.'],
  event_not_saved: [507, 'The log of events could not be saved, and nothing was changed: {reason}.'],
  backup_not_read: [503, 'What is stored there could not be read. {reason}'],
  backup_copies_damaged: [503, 'Of the copies in "{name}", {count} are not what was sent; those still here are copied again.'],
  backup_copies_late: [503, 'Nothing could be copied to "{name}" for more than a day; test the place and mend what it says.'],
  backup_not_saved: [507, 'The places for copies could not be saved, and nothing was changed: {reason}.'],
  settings_not_saved: [507, 'The settings could not be saved, and nothing was changed: {reason}.'],
  recording_unreadable: [503, 'The recording {path} could not be read, and is left as it is: {reason}.'],
  recording_unlisted: [
    507,
    'The recording {path} is on the disk, but cannot be listed yet: {reason}. It is listed as soon as that is over.',
  ],
  settings_damaged: [
    503,
    'The file of saved settings was damaged and was put aside as {path}; look through the settings, and save them once.',
  ],
  setting_not_used: [503, 'The setting {key} cannot be {value} on this machine now, so {used} is used instead; set it anew.'],
  base_path_reserved: [503, 'The path {path} begins like one that PetLog needs for itself; choose another server.base_path.'],
  privacy_damaged: [
    503,
    'Whether the camera is switched off for privacy could not be read, so it is off until it is released; the file was put aside as {path}.',
  ],
  keys_readable: [
    503,
    'Other users of this machine can read the keys in {path}: its file system keeps no permissions; use a disk with ext4, or mount it with umask=0077.',
  ],
  recording_not_removed: [503, 'The recording could not be removed, and stays: {reason}.'],
  disk_read_only: [507, 'The disk of {path} is read-only, and nothing can be saved there; check the disk, and make it writable again.'],
  disk_full: [507, 'The disk of {path} is full, and nothing can be saved there; delete recordings or other files.'],
  disk_no_inodes: [
    507,
    'The disk of {path} takes no more files although {freeMegabytes} MB are free, as its inodes are used up; delete some files.',
  ],
  disk_not_answering: [503, 'The disk of {path} does not answer; look whether it is plugged in, or its network is there.'],
  data_directory_gone: [503, 'The data directory {path} was deleted or replaced while PetLog ran; bring it back, and start PetLog again.'],
  database_newer: [
    503,
    'The database {path} is of a newer PetLog and stays as it is; until that is installed again, changes are kept until the next start only.',
  ],
  database_damaged: [503, 'The database {path} was damaged; it was put aside as {aside}, and a new one was begun.'],
  database_not_saved: [507, 'Changes in the database {path} cannot be saved, and a restart would undo them: {reason}.'],
  privacy_not_saved: [507, 'Whether the camera is switched off could not be saved, and a restart would undo it: {reason}.'],
  storage_limit: [
    507,
    'The recordings take {usedMegabytes} MB, which is all that recording.max_total_gb allows, and every one of them is kept; remove some, or allow more.',
  ],
  storage_full: [
    507,
    'Only {freeMegabytes} MB are free on the disk of {path}, less than the {minimumMegabytes} MB kept free; delete recordings or use another disk.',
  ],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type ErrorCode = keyof typeof table;
export const errorCodes = Object.keys(table) as [ErrorCode, ...ErrorCode[]];

/** One rejected value: where it stood (dotted path) and one sentence about it. */
export interface ValueError {
  path: string;
  message: string;
}

export interface PetLogErrorOptions extends ErrorOptions {
  /** The rejected values of an `invalid_input`. */
  errors?: readonly ValueError[];
  /** When to try again; becomes `Retry-After`. */
  retryAfterSeconds?: number;
}

/** HTTP status of an error code. */
export function statusOf(code: ErrorCode): number {
  return table[code][0];
}

/** The sentence of an error code, with its parameters in braces. */
export function sentenceOf(code: ErrorCode): string {
  return table[code][1];
}

/** An expected failure with a stable code. Anything else that is thrown is a bug. */
export class PetLogError extends Error {
  override readonly name = 'PetLogError';
  readonly code: ErrorCode;
  readonly errors: readonly ValueError[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, parameters: Record<string, string | number> = {}, options: PetLogErrorOptions = {}) {
    super(
      table[code][1].replace(/\{(\w+)\}/g, (_, key: string) => String(parameters[key] ?? '?')),
      'cause' in options ? { cause: options.cause } : undefined,
    );
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? (statusOf(code) === 503 ? 5 : undefined);
  }

  get status(): number {
    return statusOf(this.code);
  }
}
