import type { EncodedPacket, MediaCommand, MediaEvent } from '../media/protocol.ts';
import type { CurrentVideo } from './current-video.ts';
import { JpegVideo } from './jpeg-video.ts';
import { Noticing } from './noticing.ts';
import { PassedPictures } from './passed-pictures.ts';
import { PassedVideo } from './passed-video.ts';
import { SentRenditions } from './sent-renditions.ts';

type ReaderCommand = Extract<
  MediaCommand,
  { type: 'send-packets' | 'send-rendition' | 'request-keyframe' | 'make-pictures' | 'notice' | 'show-picture' }
>;

/** Who takes the camera's video beside recordings and the last minutes: packets and smaller renditions for readers, JPEGs, and whoever looks for what moves. */
export class VideoReaders {
  readonly #report: (event: MediaEvent) => void;
  readonly #video: CurrentVideo;
  #arePacketsWanted = false;
  /** Ends the telling of packets; null while none are encoded for it. */
  #unsubscribePackets: (() => void) | null = null;
  readonly #pictures: PassedPictures;
  readonly #renditions: SentRenditions;
  readonly #noticing: Noticing;

  constructor(video: CurrentVideo, report: (event: MediaEvent) => void) {
    this.#video = video;
    this.#report = report;
    this.#pictures = new PassedPictures((jpeg, captureMilliseconds) => report({ type: 'picture', jpeg, captureMilliseconds }));
    this.#renditions = new SentRenditions((heightPixels, packet) => report({ type: 'rendition-packet', heightPixels, packet }));
    this.#noticing = new Noticing(report);
  }

  handle(command: ReaderCommand): void {
    switch (command.type) {
      case 'send-packets':
        this.#sendPackets(command.areWanted);
        break;
      case 'send-rendition':
        this.#renditions.want(command.heightPixels, command.areWanted);
        this.#renewRenditions();
        break;
      case 'request-keyframe':
        this.#renditions.requestKeyframe(command.heightPixels, this.#video.now);
        break;
      case 'make-pictures':
        this.#pictures.want(command.settings);
        this.#renewPictures();
        break;
      case 'notice':
        this.#noticing.want(command.settings);
        this.#renewNoticing();
        break;
      case 'show-picture':
        this.#noticing.showPicture();
        break;
    }
  }

  /** The video can begin that some may have waited for. */
  begin(): void {
    this.#takePackets();
    this.#renewNoticing();
    this.#renewRenditions();
  }

  /** The video that they took has ended: they take the next one. */
  renew(): void {
    this.#unsubscribePackets = null;
    this.#renewPictures();
    this.begin();
  }

  close(): void {
    this.#pictures.makeOf(null);
    this.#renditions.takeFrom(null);
    this.#noticing.want(null);
    this.#renewNoticing();
  }

  #sendPackets(areWanted: boolean): void {
    this.#arePacketsWanted = areWanted;
    if (areWanted) {
      this.#takePackets();
    } else if (this.#unsubscribePackets !== null) {
      this.#unsubscribePackets();
      this.#unsubscribePackets = null;
      this.#video.endUnused();
    }
  }

  /** Those that the camera encoded are in the main process. */
  #takePackets(): void {
    const video = this.#arePacketsWanted && !this.#video.isPassedOn ? this.#video.start() : null;
    if (video instanceof JpegVideo) {
      this.#unsubscribePackets ??= video.subscribe(this.#sendPacket);
    }
  }

  readonly #sendPacket = (packet: EncodedPacket): void => this.#report({ type: 'packet', packet });

  /** Smaller renditions are made of the camera's pictures as they come now. */
  #renewRenditions(): void {
    this.#renditions.takeFrom(this.#renditions.areWanted && this.#video.isConfigured ? this.#video.start() : null);
    this.#video.endUnused();
  }

  /** Looks at the camera's pictures as they come now, if somebody wants to know what moves. */
  #renewNoticing(): void {
    if (this.#noticing.isWanted || this.#noticing.isLooking) {
      this.#noticing.lookAt(this.#noticing.isWanted && this.#video.isConfigured ? this.#video.start() : null);
      this.#video.endUnused();
    }
  }

  /** JPEGs are made of what is passed on, as they are wanted now. */
  #renewPictures(): void {
    const video = this.#video.isPassedOn && this.#pictures.areWanted ? this.#video.start() : null;
    this.#pictures.makeOf(video instanceof PassedVideo ? video : null);
    this.#video.endUnused();
  }
}
