import type { PacketHub } from './packet-hub.ts';
import type { MediaEvent, Sight, TamperReport } from './protocol.ts';
import type { RenditionHubs } from './rendition-hubs.ts';
import type { VideoFeed } from './video-feed.ts';

/** Called when the history goes to the disk, and when it cannot. */
export type HistoryDiskListener = (error: { readonly code: string; readonly reason: string } | null) => void;

export type PictureListener = (jpeg: Buffer, captureMilliseconds: number) => void;

interface MediaReportsOptions {
  readonly video: VideoFeed;
  readonly packets: PacketHub;
  readonly renditions: RenditionHubs;
  readonly onTimelapseProgress?: ((share: number) => void) | undefined;
}

/** Gives what a media process tells to those whom it concerns: its camera's video, readers of packets, and one listener for each of the rest. */
export class MediaReports {
  readonly #options: MediaReportsOptions;
  onHistoryDisk: HistoryDiskListener = () => {};
  onPicture: PictureListener = () => {};
  onSight: (sight: Sight) => void = () => {};
  onTampering: (report: TamperReport) => void = () => {};
  #historyBytes = 0;

  constructor(options: MediaReportsOptions) {
    this.#options = options;
  }

  /** Bytes of encoded video that the process keeps in memory. */
  get historyBytes(): number {
    return this.#historyBytes;
  }

  /** With the process went what it kept. */
  processGone(): void {
    this.#historyBytes = 0;
  }

  handle(report: MediaEvent): void {
    const { video, packets, renditions, onTimelapseProgress } = this.#options;
    switch (report.type) {
      case 'progress':
        this.#historyBytes = report.historyBytes;
        video.encoded(report.encodedSequence);
        break;
      case 'packet':
        // What was on its way when the camera began to encode by itself would come behind that.
        if (!video.isPassedOn) {
          packets.publish(report.packet);
        }
        break;
      case 'rendition-packet':
        renditions.publish(report.heightPixels, report.packet);
        break;
      case 'picture':
        this.onPicture(Buffer.from(report.jpeg.buffer, report.jpeg.byteOffset, report.jpeg.byteLength), report.captureMilliseconds);
        break;
      case 'sight':
        this.onSight(report);
        break;
      case 'tampering':
        this.onTampering(report);
        break;
      case 'history-disk':
        this.onHistoryDisk(report.error);
        break;
      case 'timelapse-progress':
        onTimelapseProgress?.(report.share);
        break;
      case 'recording-opened':
        video.recordingOpened(report.recordingId, report.firstMilliseconds);
        break;
      case 'recording-written':
        video.recordingWritten(report.recordingId, report.sequence);
        break;
      case 'recording-finished':
        video.recordingFinished(report.recordingId, report.facts);
        break;
      case 'recording-failed':
        video.recordingFailed(report.recordingId, report.code, report.reason);
        break;
    }
  }
}
