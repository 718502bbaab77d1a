import type { EncodedPacket, OpenRecording } from '../media/protocol.ts';
import type { CameraVideo } from './camera-video.ts';
import { LeadIn } from './lead-in.ts';
import type { PacketHistory } from './packet-history.ts';
import type { SoundTrack } from '../media/sound/sound-track.ts';
import { RecordingWriter, type RecordingWriterOptions } from './recording-writer.ts';

/** A recording that is being written. */
export interface OpenedRecording {
  writer: RecordingWriter;
  /** While pictures from before it are being encoded. */
  leadIn: LeadIn | null;
  unsubscribe: () => void;
  /** Of its newest picture; 0 while it has none. */
  lastCaptureMilliseconds: number;
  /** Goes on with another video, of which it takes the pictures from its beginning on; for one that has none yet. */
  follow: (video: CameraVideo) => void;
}

/**
 * Begins a recording: with what the history has of it, or with the next picture.
 *
 * @param memory the newest of the history; null where there is none
 * @param sound null for a recording without
 */
export function openRecording(
  { path, historyMilliseconds, fromMilliseconds, untilMilliseconds, originMilliseconds }: OpenRecording,
  video: CameraVideo,
  memory: Pick<PacketHistory, 'from'> | null,
  sound: SoundTrack | null,
  { onWritten, onFailed }: Pick<RecordingWriterOptions, 'onWritten' | 'onFailed'>,
): { recording: OpenedRecording; firstMilliseconds: number | null } {
  const frames = historyMilliseconds === null ? [] : video.incompleteFrom(historyMilliseconds);
  const leadInMilliseconds = frames[0]?.captureMilliseconds ?? Infinity;
  const past = (historyMilliseconds === null ? [] : (memory?.from(historyMilliseconds) ?? [])).filter(
    ({ captureMilliseconds }) => captureMilliseconds < leadInMilliseconds,
  );
  const writer = new RecordingWriter({
    path,
    frameRate: video.settings.frameRate,
    pastBytes: past.reduce((sum, { annexB }) => sum + annexB.length, 0),
    originMilliseconds,
    untilMilliseconds,
    sound,
    onWritten,
    onFailed: (error) => {
      recording.unsubscribe();
      recording.leadIn?.close();
      onFailed(error);
    },
  });
  past.forEach((packet) => writer.write(packet));
  const leadIn =
    frames.length === 0
      ? null
      : new LeadIn({ frames, settings: { ...video.settings, size: video.size }, take: (packet) => writer.write(packet) });
  const newest = frames.at(-1) ?? past.at(-1);
  const recording: OpenedRecording = {
    writer,
    leadIn,
    unsubscribe: () => {},
    lastCaptureMilliseconds: newest?.captureMilliseconds ?? 0,
    follow: (other) => {
      recording.unsubscribe();
      recording.unsubscribe = other.subscribe(write, fromMilliseconds);
    },
  };
  const write = (packet: EncodedPacket): void => {
    recording.lastCaptureMilliseconds = packet.captureMilliseconds;
    if (leadIn === null) {
      writer.write(packet);
    } else {
      leadIn.add(packet);
    }
  };
  const isResumed = leadIn === null && past.length > 0;
  recording.unsubscribe = isResumed
    ? video.resume(write)
    : video.subscribe(write, leadIn === null ? (historyMilliseconds ?? fromMilliseconds) : recording.lastCaptureMilliseconds + 0.5);
  return { recording, firstMilliseconds: past[0]?.captureMilliseconds ?? frames[0]?.captureMilliseconds ?? null };
}
