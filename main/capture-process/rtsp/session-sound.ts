import type { CameraSoundPacket } from '../../camera/source.ts';
import { readRtp, readSenderReport } from './rtp.ts';
import type { MediaDescription } from './sdp.ts';
import { soundDepacketizer, type SoundDepacketizer } from './sound-depacketizer.ts';
import type { SourceClock } from './source-clock.ts';
import { StreamSync } from './stream-sync.ts';

interface SessionSoundOptions {
  readonly audio: MediaDescription;
  readonly video: MediaDescription;
  /** Of the pictures. */
  readonly clock: Pick<SourceClock, 'at'>;
  onSound(packet: CameraSoundPacket): void;
}

/** The sound beside the pictures of a session: its frames, with times on the clock of the pictures. */
export class SessionSound {
  readonly #options: SessionSoundOptions;
  readonly #depacketizer: SoundDepacketizer;
  readonly #sync: StreamSync;
  #sequence: number | null = null;
  /** While nobody hears it, what comes is thrown away as it is. */
  isHeard = false;

  constructor(options: SessionSoundOptions) {
    this.#options = options;
    this.#depacketizer = soundDepacketizer(options.audio);
    this.#sync = new StreamSync({ video: options.video.clockRate, audio: options.audio.clockRate });
  }

  /** @param rtpInfo header of the answer to PLAY: at which times its streams begin (RFC 2326, 12.33) */
  begin(rtpInfo: string): void {
    const { video, audio } = this.#options;
    const times = [...rtpInfo.matchAll(/url="?([^;,"]+)"?[^,]*?;rtptime=(\d+)/gi)];
    const timeOf = ({ control }: MediaDescription): number | null => {
      const found = times.find(([, url = '']) => control !== null && (url === control || url.endsWith(`/${control.replace(/^.*\//, '')}`)));
      return found === undefined ? null : Number(found[2]) >>> 0;
    };
    const [videoTime, audioTime] = [timeOf(video), timeOf(audio)];
    // Cameras that do not know it say 0 for both.
    if (videoTime !== null && audioTime !== null && (videoTime !== 0 || audioTime !== 0)) {
      this.#sync.begin('video', videoTime);
      this.#sync.begin('audio', audioTime);
    }
  }

  /** RTCP of one of the two streams. */
  control(stream: 'video' | 'audio', data: Buffer): void {
    const report = readSenderReport(data);
    if (report !== null) {
      this.#sync.report(stream, report.timestamp, report.ntpMilliseconds);
    }
  }

  /** RTP of the sound. @returns what a report to the camera is made of; null for what is none of that */
  data(data: Buffer): { readonly source: number; readonly sequence: number } | null {
    const packet = readRtp(data);
    if (packet?.payloadType !== this.#options.audio.payloadType) {
      return null;
    }
    const isAgain = packet.sequence === this.#sequence;
    this.#sequence = packet.sequence;
    if (this.isHeard && !isAgain) {
      for (const unit of this.#depacketizer.push(packet)) {
        const timestamp = this.#sync.videoTimestamp(unit.timestamp);
        this.#options.onSound({ data: unit.data, sourceMilliseconds: timestamp === null ? null : this.#options.clock.at(timestamp) });
      }
    }
    return packet;
  }
}
