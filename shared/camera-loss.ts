import { matchSentence } from './sentence-pattern.ts';

/**
 * Why a camera gives no picture: code and sentence, which is the rest of "the
 * camera is lost: ...". Sentences come from other processes, and in part from
 * other programs, so that the code of one is found by its words. `who` is the
 * camera, with its address for those who may know it, or a program.
 */
const table = {
  no_picture: ['no picture for {seconds} s', 'no picture within {seconds} s', 'no picture came within {seconds} s'],
  no_camera_found: ['no camera was found on this Raspberry Pi, neither on its camera socket nor on USB; check the cable'],
  no_usb_camera: ['no USB camera was found; plug one in'],
  usb_camera_gone: ['there is no camera at {device}', 'the camera {device} ended: it was unplugged'],
  usb_camera_busy: ['the camera {device} is in use by another program'],
  usb_camera_forbidden: ['the camera {device} may not be used: permission denied (its group is usually "video")'],
  usb_bus_full: [
    'the camera {device} has no room on its USB bus beside the others; plug it into another USB port, or give these cameras smaller pictures',
  ],
  usb_camera_failed: [
    'the camera {device} could not be opened: {words}',
    'the camera {device} ended: {words}',
    'the camera {device} gives no video',
    'the camera gives neither JPEGs nor pictures that can be encoded',
  ],
  device_not_allowed: ['the owner of this machine has not allowed this device as a camera'],
  camera_program_missing: [
    '{programs}: none of them is installed; install the package rpicam-apps',
    '{programs}: none of them is installed',
  ],
  program_not_started: ['{who} could not be started: {words}'],
  program_killed: ['{who} was killed by {signal}: {words}', '{who} was killed by {signal}'],
  program_ended: [
    '{who} ended with exit code {exit_code}: {words}',
    '{who} ended with exit code {exit_code}',
    '{who} ended without a picture',
  ],
  no_h264: [
    'the camera gives no H.264, which its settings ask for; choose another format there',
    'the camera {device} gives no H.264, which its settings ask for; choose another format there',
  ],
  h264_b_frames: [
    'the H.264 of the camera has B-frames, which PetLog does not pass on; switch them off in the camera (a Baseline profile has none), or use its MJPEG',
  ],
  h264_interlaced: [
    'the H.264 of the camera is interlaced, which PetLog does not pass on; switch the camera to progressive pictures, or use its MJPEG',
  ],
  h264_colours: ['the H.264 of the camera has colours that browsers do not play; switch the camera to 8 bits and 4:2:0, or use its MJPEG'],
  h265_b_frames: [
    'the H.265 of the camera has B-frames, which PetLog does not pass on; switch them off in the camera, or choose H.264 there',
  ],
  h265_interlaced: [
    'the H.265 of the camera is interlaced, which PetLog does not pass on; switch the camera to progressive pictures, or choose H.264 there',
  ],
  h265_colours: [
    'the H.265 of the camera has colours that browsers do not play; switch the camera to 8 bits and 4:2:0, or choose H.264 there',
  ],
  file_unplayable: [
    'the video file cannot be played',
    'there is no file {path}',
    'the file {path} may not be read: permission denied',
    'the file {path} is empty',
    'the file {path} holds no complete JPEG picture',
    '{path} is not a video that can be played',
    '{path} holds no video that can be played',
    '{path} holds no picture that can be decoded',
  ],
  unreachable: [
    'the camera cannot be reached',
    'there is no {name} on the network',
    '{who} cannot be reached: no way leads to it',
    '{who} cannot be reached: this machine has no way to its network',
    '{who} cannot be reached: this machine has no network',
    '{who} cannot be reached ({error})',
    '{who} cannot be reached',
  ],
  connection_refused: ['{who} refuses the connection: nothing listens at that port'],
  no_answer: ['{who} does not answer'],
  connection_ended: [
    '{who} broke the connection off',
    '{who} ended the connection',
    '{who} ended the session (454)',
    '{who} ended the session',
    '{who} ended its video',
    '{who} ended its stream of pictures',
  ],
  wrong_credentials: ['{who} does not accept the username and the password'],
  missing_credentials: ['{who} asks for a username and a password'],
  not_permitted: ['{who} does not let this username see its picture (403)'],
  wrong_token: ['{who} does not accept the token; one that uses HTTPS has to be entered as petlog+https://'],
  missing_token: ['{who} asks for a token: enter it as the password'],
  camera_lost_there: ['{who} gets no picture from its own camera'],
  another_petlog: ['{who} is another PetLog than before'],
  nothing_at_address: ['{who} has nothing at this address (404)', '{who} gives no video at this address'],
  web_page: ['{who} answers with a web page; the address of its picture or its MJPEG stream is needed'],
  camera_busy: [
    '{who} is too busy to answer (503)',
    '{who} is asked too often (429)',
    '{who} has no room for another viewer (453)',
    '{who} failed to answer (500)',
  ],
  wrong_protocol: [
    '{who} does not speak TLS at that port, or none that is understood',
    '{who} does not speak HTTP at that port',
    '{who} does not speak RTSP at that port',
    '{who} sends data that is no RTSP',
    '{who} does not understand the request (400)',
    '{who} answers with the status {status}',
    '{who} shows no certificate',
  ],
  udp_only: [
    '{who} gives its video over UDP alone, and RTSP over TCP is needed (461)',
    '{who} gives its video over UDP alone, and RTSP over TCP is needed',
  ],
  wrong_video: ["{who} gives video as {format}, and H.264 or H.265 is needed: choose that in the camera's own settings"],
  no_mjpeg: ['{who} sends {format}; JPEG or MJPEG is needed'],
  not_pictures: ['{who} sends data that is no picture', '{who} answers with something else than pictures'],
  other_certificate: ['{who} has another certificate than the one that was confirmed; its fingerprint is now {fingerprint}'],
  unknown_certificate: ['{who} has a certificate {objection}; confirm its fingerprint to use it: {fingerprint}'],
  camera_says: ['{who} says: {words}'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

export type CameraLossCode = keyof typeof table | 'other';
const codes = Object.keys(table) as (keyof typeof table)[];
export const cameraLossCodes = [...codes, 'other'] as const satisfies readonly CameraLossCode[];

/** Why a camera gives no picture, for programs, and for screens in any language. */
export interface CameraLoss {
  readonly code: CameraLossCode;
  /** Values in its sentence, by their names. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The code of a sentence about a loss, and the values in it; `other` with the sentence itself where it is none of ours. */
export const cameraLossOf = (sentence: string): CameraLoss =>
  matchSentence(table, sentence) ?? { code: 'other', parameters: { words: sentence } };

/** With the names of its values in braces. */
export const sentencesOfLoss = (code: Exclude<CameraLossCode, 'other'>): readonly string[] => table[code];
