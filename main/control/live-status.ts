import type { CameraSourceName, CameraState, CameraStatus, LiveStatus, Problem } from '../../shared/api.ts';
import { cameraLossOf } from '../../shared/camera-loss.ts';
import type { Config } from '../../shared/config.ts';
import type { Pause } from '../camera/camera-wish.ts';
import { resolutionOf } from '../camera/resolution.ts';
import type { Clock } from '../system/clock.ts';

/** Where the status comes from; each part is owned by somebody else. */
export interface StatusSources {
  cameraId: string;
  camera: {
    readonly state: CameraState;
    readonly stateSinceMicroseconds: number;
    readonly stateReason: string | null;
    readonly stateReasonForAdmins: string | null;
    readonly sourceName: CameraSourceName | null;
    readonly frameCount: number;
    readonly framesPerSecond: number;
    readonly lastFrame: { capturedAtMicroseconds: number; widthPixels: number; heightPixels: number } | null;
  };
  manager: { readonly isExplicitlyStarted: boolean; readonly isStoppedByPerson: boolean; readonly pause: Pause | null };
  viewers: { readonly viewerCount: number; readonly droppedFrames: number };
  recorder: { readonly current: LiveStatus['current_recording'] };
  /** What is wrong now besides the camera. */
  problems(): readonly Problem[];
  privacy: { readonly since: string | null };
  sound: { readonly isOn: boolean };
  talk: { readonly hasSpeaker: boolean; readonly talking: LiveStatus['talking'] };
  config: () => Config;
  isAlwaysOnDecided: boolean;
  isAutomaticDecided: boolean;
  clock: Clock;
}

export const isoTime = (microseconds: number): string => new Date(microseconds / 1000).toISOString();

/** `GET /live/status`, and what every screen is pushed: for everyone, or with what only admins may know. */
export function liveStatus(
  {
    cameraId,
    camera,
    manager,
    viewers,
    recorder,
    problems,
    privacy,
    sound,
    talk,
    config,
    isAlwaysOnDecided,
    isAutomaticDecided,
    clock,
  }: StatusSources,
  isForAdmins = false,
): LiveStatus {
  const settings = config().camera;
  const { state, lastFrame } = camera;
  const isRunning = state !== 'stopped';
  return {
    camera_id: cameraId,
    initialized: state === 'live',
    streaming: isRunning,
    recording: recorder.current !== null,
    resolution: resolutionOf(camera, settings),
    frame_rate: settings.frame_rate,
    quality: settings.quality,
    storage_enabled: settings.enable_storage,
    current_recording: recorder.current,
    active_streams: viewers.viewerCount,
    fps: Math.round(camera.framesPerSecond * 10) / 10,
    latest_frame_time: lastFrame === null ? null : isoTime(lastFrame.capturedAtMicroseconds),
    frame_counter: camera.frameCount,
    dropped_frames: viewers.droppedFrames,
    source: camera.sourceName ?? 'mock',
    state,
    state_since: isoTime(camera.stateSinceMicroseconds),
    ...lossOf(isForAdmins ? camera.stateReasonForAdmins : camera.stateReason),
    explicitly_started: manager.isExplicitlyStarted,
    explicitly_stopped: manager.isStoppedByPerson,
    pause: pauseOf(manager.pause),
    always_on: settings.always_on,
    always_on_decided: isAlwaysOnDecided,
    automatic_decided: isAutomaticDecided,
    problems: withoutRepeats(problems()),
    privacy: privacy.since !== null,
    privacy_since: privacy.since,
    has_sound: sound.isOn,
    has_speaker: talk.hasSpeaker,
    talking: talk.talking,
    server_time: isoTime(clock.nowMicroseconds()),
  };
}

function lossOf(sentence: string | null): Pick<LiveStatus, 'state_reason' | 'state_reason_code' | 'state_reason_parameters'> {
  if (sentence === null) {
    return { state_reason: null, state_reason_code: null, state_reason_parameters: {} };
  }
  const { code, parameters } = cameraLossOf(sentence);
  return { state_reason: sentence, state_reason_code: code, state_reason_parameters: { ...parameters } };
}

const pauseOf = (pause: Pause | null): LiveStatus['pause'] => {
  if (pause === null) {
    return null;
  }
  const { by, on_own_screen, since, until } = pause;
  return { by, on_own_screen, since, until };
};

/** Where data and recordings are on one disk, both would say that it is full. */
const diskCodes: readonly string[] = ['disk_read_only', 'disk_full', 'disk_no_inodes', 'disk_not_answering'];

const withoutRepeats = (problems: readonly Problem[]): Problem[] =>
  problems.filter(({ code }, index) => !diskCodes.includes(code) || problems.findIndex((other) => other.code === code) === index);

/** `GET /camera/status`: the same in a few strings, as existing clients expect them. */
export function cameraStatus(status: LiveStatus): CameraStatus {
  return {
    status: status.state === 'live' || status.state === 'stopped' ? 'connected' : 'disconnected',
    streaming: status.streaming ? 'active' : 'inactive',
    recording: status.recording ? 'active' : 'inactive',
    resolution: status.resolution.join('x'),
    fps: String(status.frame_rate),
    last_frame: status.latest_frame_time ?? 'never',
    source: status.source,
  };
}
