import type { LiveStatus } from '../../shared/api.ts';
import type { IconName } from '../icons.ts';
import type { Text } from '../text/en.ts';
import { callTimeoutSeconds, CallError, type Connection, NoAnswerError } from '../transport/petlog-client.ts';
import { describeError } from './error-words.ts';
import type { StreamView } from './stream-view.ts';

/** How a status feels; each tone has a colour, and never only a colour. */
export type Tone = 'good' | 'busy' | 'bad' | 'idle' | 'recording';

export interface Indicator {
  readonly name: 'connection' | 'camera' | 'recording';
  readonly label: string;
  readonly value: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

/** Connection, camera and recording in a word each. Without a connection nothing is known of the other two. */
export function describeIndicators(connection: Connection, status: LiveStatus | null, words: Text): readonly Indicator[] {
  const known = connection === 'connected' ? status : null;
  return [connectionIndicator(connection, words), cameraIndicator(known, words), recordingIndicator(known, words)];
}

/** Whether one of the indicators tells of something that is not as it should be. */
export function isAmiss(connection: Connection, status: LiveStatus | null): boolean {
  return connection === 'disconnected' || (connection === 'connected' && status?.state === 'lost');
}

function connectionIndicator(connection: Connection, { indicators }: Text): Indicator {
  const tones = { connecting: 'busy', connected: 'good', disconnected: 'bad' } as const;
  return {
    name: 'connection',
    label: indicators.connection,
    value: indicators[connection],
    tone: tones[connection],
    icon: connection === 'disconnected' ? 'linkOff' : 'link',
  };
}

function cameraIndicator(status: LiveStatus | null, { indicators }: Text): Indicator {
  const tones = { stopped: 'idle', starting: 'busy', live: 'good', lost: 'bad' } as const;
  return {
    name: 'camera',
    label: indicators.camera,
    value: status === null ? indicators.unknown : status.privacy ? indicators.privacy : indicators.cameraStates[status.state],
    tone: status === null ? 'idle' : tones[status.state],
    icon:
      status?.privacy === true
        ? 'privacy'
        : status?.state === 'lost'
          ? 'warning'
          : status === null || status.state === 'stopped'
            ? 'cameraOff'
            : 'camera',
  };
}

function recordingIndicator(status: LiveStatus | null, { indicators }: Text): Indicator {
  const base = { name: 'recording', label: indicators.recording } as const;
  if (status === null) {
    return { ...base, value: indicators.unknown, tone: 'idle', icon: 'film' };
  }
  if (status.recording) {
    return { ...base, value: indicators.recordingOn, tone: 'recording', icon: 'record' };
  }
  return { ...base, value: status.storage_enabled ? indicators.recordingOff : indicators.storageOff, tone: 'idle', icon: 'film' };
}

/** What the place of the picture shows. `paused`: the camera runs, but this screen does not watch. */
export type PicturePhase = 'connecting' | 'disconnected' | 'privacy' | 'stopped' | 'paused' | 'starting' | 'live' | 'lost';

export function picturePhase(connection: Connection, status: LiveStatus | null, view: StreamView): PicturePhase {
  if (connection === 'disconnected') {
    return 'disconnected';
  }
  if (status === null || connection === 'connecting') {
    return 'connecting';
  }
  if (status.privacy) {
    return 'privacy';
  }
  if (!view.watching && !view.returns) {
    return status.state === 'stopped' || view.stopping ? 'stopped' : 'paused';
  }
  return status.state === 'stopped' ? 'starting' : status.state;
}

/** How old the newest picture was when the camera told of it; 0 where it told of none. */
export function pictureAgeSeconds(status: LiveStatus | null): number {
  const { latest_frame_time: taken, server_time: told } = status ?? {};
  return taken === undefined || taken === null || told === undefined ? 0 : Math.max(0, (Date.parse(told) - Date.parse(taken)) / 1000);
}

/** One sentence for a failed call: what PetLog said where it said something. */
export function describeFailure(error: unknown, words: Text): string {
  const { messages } = words;
  if (!(error instanceof CallError)) {
    return String(error);
  }
  switch (error.code) {
    case 'unreachable':
      return messages.unreachable;
    case 'no_answer':
      return messages.noAnswer(error instanceof NoAnswerError ? error.afterSeconds : callTimeoutSeconds);
    case 'unexpected_answer':
      return messages.unexpectedAnswer(error.message);
    default:
      return describeError(error.code, error.message, words);
  }
}
