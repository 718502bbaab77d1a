import { randomUUID } from 'node:crypto';
import type { PacketSource, PacketSubscription } from '../../media/packet-hub.ts';
import { assertRoomFor, type Watcher, type WatcherLimits } from '../watcher.ts';
import type { VoicePacket } from '../../media/sound/speaker-protocol.ts';
import type { OpusFrame } from '../../media/sound/sound-frame.ts';
import { codecOf } from '../../mp4/video-codec.ts';
import type { SentRendition } from './protocol.ts';
import type { WebRtcProcessClient } from './webrtc-process-client.ts';

interface WebRtcViewersOptions {
  readonly cameraId: string;
  readonly process: Pick<
    WebRtcProcessClient,
    'isThere' | 'open' | 'send' | 'forgetPictures' | 'sendSound' | 'listen' | 'addCandidates' | 'closeSession'
  >;
  /** Of the rendition with that name. */
  packetsOf(rendition: string): PacketSource;
  /** What the camera hears, where it may; `takeOpus` gives it until what it returns is called. */
  readonly sound: { readonly isOn: boolean; takeOpus(take: (frame: OpusFrame) => void): () => void };
  /** The need that each viewer has of the camera. */
  readonly camera: { acquire(who: string): { release(): void } };
  limits(): WatcherLimits;
  /** A session has ended. */
  onGone(sessionId: string): void;
  /** Who watches any camera: the limits are for all of them together. */
  allWatchers(): Iterable<Watcher>;
}

interface Viewer {
  readonly watcher: Watcher;
  /** What it gets, and, while it changes, what it will get. */
  renditions: readonly string[];
  /** A session is answered once: what it has no track for then, it never gets. */
  sound: 'unwanted' | 'missing' | 'sent';
  /** A voice can come by it. */
  isVoiceReceived: boolean;
  /** Takes what is said by it; null while nobody does. */
  takeVoice: ((packet: VoicePacket) => void) | null;
  leave(): void;
}

/** How somebody comes. */
interface ViewerOptions {
  /** The largest first, in which it begins; it is changed among them as the viewer's link wants. None for whoever only talks: the camera is not needed for it. */
  readonly renditions: readonly SentRendition[];
  readonly watcher: Watcher;
  /** A voice that the offer sends may be taken. */
  readonly mayTalk: boolean;
  /** Called before the offer is looked at, which may take seconds: the session can be ended from then on. */
  onBegun(sessionId: string): void;
  /** Called once, whoever ends it. */
  onEnded(): void;
}

/** Sessions that were ended here are remembered, since their browsers may end them just then; so many of the newest. */
const mostEnded = 100;

/** They are taken as they come; this bounds what a main process that stands still finds. */
const mostPacketBytes = 16 * 1024 * 1024;

/** Those who watch one camera by WebRTC. Does nothing while nobody does. */
export class WebRtcViewers {
  readonly droppedFrames = 0; // the network drops them, and nobody here hears of it
  readonly #options: WebRtcViewersOptions;
  readonly #viewers = new Map<string, Viewer>();
  /** Whose those were that have ended, oldest first. */
  readonly #ended = new Map<string, Watcher>();
  /** What is being sent, by the names of the renditions. */
  readonly #sent = new Map<string, PacketSubscription>();
  /** Ends the sound; null while nobody has it. */
  #endSound: (() => void) | null = null;

  constructor(options: WebRtcViewersOptions) {
    this.#options = options;
  }

  get watchers(): Watcher[] {
    return [...this.#viewers.values()].map(({ watcher }) => watcher);
  }

  get viewerCount(): number {
    return [...this.#viewers.values()].filter(({ renditions }) => renditions.length > 0).length;
  }

  /**
   * Begins a session.
   *
   * @returns its id, and the answer to the offer (SDP)
   * @throws PetLogError `too_many_viewers`, `too_many_viewers_of_device`, `too_many_viewers_from_address`
   * @throws WorkerError `refusedOfferCode` where the offer is to blame
   */
  async open(offer: string, options: ViewerOptions): Promise<{ sessionId: string; answer: string }> {
    const { renditions, watcher, mayTalk, onBegun, onEnded } = options;
    const { cameraId, process, packetsOf, sound, camera, limits, allWatchers } = this.#options;
    assertRoomFor(watcher, allWatchers(), limits());
    const first = renditions.slice(0, 1).map(({ name }) => name);
    const lease = first.length === 0 ? null : camera.acquire('viewer');
    const sessionId = randomUUID();
    const viewer: Viewer = {
      watcher,
      renditions: first,
      sound: 'unwanted',
      isVoiceReceived: false,
      takeVoice: null,
      leave: () => {
        lease?.release();
        onEnded();
      },
    };
    this.#viewers.set(sessionId, viewer);
    onBegun(sessionId);
    first.forEach((rendition) => this.#send(rendition));
    const hasSound = sound.isOn;
    const { sdp, isSoundWanted, isVoiceReceived } = await process.open(sessionId, offer, {
      cameraId,
      renditions,
      hasSound,
      mayTalk,
      onAsked: () => [...this.#sent.keys()].forEach((rendition) => this.#take(rendition)),
      onVoice: (packet) => viewer.takeVoice?.(packet),
      onEnded: () => this.#remove(sessionId),
      onRenditionWanted: (rendition) => {
        viewer.renditions = [...viewer.renditions.slice(0, 1), rendition];
        this.#send(rendition);
        packetsOf(rendition).requestKeyframe();
        this.#sendNoMore();
      },
      onRenditionTaken: (rendition) => {
        viewer.renditions = [rendition];
        this.#sendNoMore();
      },
      onKeyframeWanted: (wanted) => packetsOf(wanted).requestKeyframe(),
    });
    viewer.isVoiceReceived = isVoiceReceived;
    if (isSoundWanted) {
      viewer.sound = hasSound ? 'sent' : 'missing';
      this.#followHearers();
    }
    if (viewer.sound === 'missing' && sound.isOn) {
      this.end(sessionId); // it was switched on meanwhile
    }
    return { sessionId, answer: sdp };
  }

  /** The camera has sound from now on: whoever wanted it and has no track for it begins anew. */
  soundBegan(): void {
    for (const [sessionId, { sound }] of this.#viewers) {
      if (sound === 'missing') {
        this.end(sessionId);
      }
    }
  }

  /** Who has that session; null where it is none of this camera. */
  watcherOf(sessionId: string): Watcher | null {
    return this.#viewers.get(sessionId)?.watcher ?? null;
  }

  /** Who had that session, which has ended lately; null where it was none. */
  endedWatcherOf(sessionId: string): Watcher | null {
    return this.#ended.get(sessionId) ?? null;
  }

  /** Whether a voice can come by that session. */
  isVoiceReceived(sessionId: string): boolean {
    return this.#viewers.get(sessionId)?.isVoiceReceived ?? false;
  }

  /** Gives what is said by a session to `take`, until that is null. */
  listen(sessionId: string, take: ((packet: VoicePacket) => void) | null): void {
    const viewer = this.#viewers.get(sessionId);
    if (viewer !== undefined) {
      viewer.takeVoice = take;
      this.#options.process.listen(sessionId, take !== null);
    }
  }

  addCandidates(sessionId: string, mid: string, candidates: string[]): void {
    this.#options.process.addCandidates(sessionId, mid, candidates);
  }

  end(sessionId: string): void {
    this.#options.process.closeSession(sessionId);
    this.#remove(sessionId);
  }

  /** Ends every session; the number that there were. */
  endAll(): number {
    const sessionIds = [...this.#viewers.keys()];
    sessionIds.forEach((sessionId) => this.end(sessionId));
    return sessionIds.length;
  }

  #send(rendition: string): void {
    if (!this.#sent.has(rendition)) {
      const onAvailable = (): void => this.#take(rendition);
      const isHeard = (): boolean => this.#endSound !== null;
      this.#sent.set(rendition, this.#options.packetsOf(rendition).subscribe({ onAvailable, mostBytes: mostPacketBytes, isHeard }));
      this.#take(rendition); // it was told of what was there already before it could take it
    }
  }

  /** What comes while the process is not there yet, the keyframe first, waits for it. */
  #take(rendition: string): void {
    const packets = this.#options.process.isThere ? this.#sent.get(rendition) : undefined;
    for (let packet = packets?.take() ?? null; packet !== null; packet = packets?.take() ?? null) {
      const { annexB, isKeyframe, captureMilliseconds, size } = packet;
      const picture = { annexB, codec: codecOf(size), isKeyframe, captureMilliseconds };
      this.#options.process.send({ cameraId: this.#options.cameraId, rendition, ...picture });
    }
  }

  #remove(sessionId: string): void {
    const viewer = this.#viewers.get(sessionId);
    this.#viewers.delete(sessionId);
    this.#sendNoMore();
    this.#followHearers();
    if (viewer !== undefined) {
      this.#ended.set(sessionId, viewer.watcher);
      const [oldest] = this.#ended.size > mostEnded ? this.#ended.keys() : [];
      if (oldest !== undefined) {
        this.#ended.delete(oldest);
      }
      viewer.leave();
      this.#options.onGone(sessionId);
    }
  }

  /** The sound is encoded for them while there are any. */
  #followHearers(): void {
    const { cameraId, process, sound } = this.#options;
    const isHeard = [...this.#viewers.values()].some((viewer) => viewer.sound === 'sent');
    if (isHeard) {
      this.#endSound ??= sound.takeOpus(({ firstSample, data }) => process.sendSound({ cameraId, firstSample, data }));
    } else {
      this.#endSound?.();
      this.#endSound = null;
    }
  }

  /** What nobody gets. */
  #sendNoMore(): void {
    const watched = new Set([...this.#viewers.values()].flatMap(({ renditions }) => renditions));
    for (const [rendition, packets] of this.#sent) {
      if (!watched.has(rendition)) {
        packets.close();
        this.#sent.delete(rendition);
        this.#options.process.forgetPictures(this.#options.cameraId, rendition);
      }
    }
  }
}
