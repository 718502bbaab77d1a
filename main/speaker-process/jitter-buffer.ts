import type { VoicePacket } from '../media/sound/speaker-protocol.ts';
import { samplesOfOpusFrame, samplesPerMillisecond } from '../media/sound/sound-frame.ts';

/** What is to be played next. */
export type NextVoice =
  /** Nothing yet: a voice begins, or pauses. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'packet'; readonly data: Uint8Array }
  /** A packet that has not come, or not yet. */
  | { readonly kind: 'lost' };

/** Waited for so long before a voice begins: what comes late by less is played in its place. */
const targetMilliseconds = { least: 40, atFirst: 60, most: 100 } as const;
const stepMilliseconds = 20;
/** Without a loss for so long, less is waited for. */
const calmMilliseconds = 10_000;
/** More than the target by so much waits for so long: one is left out, so that the voice is no later than it has to be. */
const excess = { milliseconds: 40, forMilliseconds: 500 } as const;
/** After so many that did not come in a row, the voice pauses. */
const mostLost = 5;
/** More never waits. */
const mostPackets = 50;
const sequenceNumbers = 2 ** 16;

const silence: NextVoice = { kind: 'silence' };

/**
 * Puts the packets of a voice in their order, and waits for late ones no longer than it has to: between 40 and 100 ms,
 * by how the network was lately. Knows no clock: whoever plays says what time it is.
 */
export class JitterBuffer {
  readonly #packets = new Map<number, VoicePacket>();
  #targetMilliseconds: number = targetMilliseconds.atFirst;
  /** Sequence number that is played next, without end; null before a voice begins, and while it pauses. */
  #next: number | null = null;
  /** The highest that came. */
  #highest: number | null = null;
  /** When the first of those came that a voice waits with; null without any. */
  #gatheringMilliseconds: number | null = null;
  #lostInRow = 0;
  #troubleMilliseconds = -Infinity;
  #excessMilliseconds: number | null = null;
  #samplesOfPacket = samplesOfOpusFrame;

  /** How long is waited for now. */
  get delayMilliseconds(): number {
    return this.#targetMilliseconds;
  }

  /** How long the packets are that came last. */
  get samplesOfPacket(): number {
    return this.#samplesOfPacket;
  }

  put(packet: VoicePacket, nowMilliseconds: number): void {
    const number = this.#numberOf(packet.sequenceNumber);
    if (this.#next !== null && number < this.#next) {
      this.#trouble(nowMilliseconds);
      return; // its place was played already
    }
    this.#measure(number, packet);
    this.#packets.set(number, packet);
    this.#highest = Math.max(this.#highest ?? number, number);
    this.#gatheringMilliseconds ??= nowMilliseconds;
    while (this.#packets.size > mostPackets) {
      this.#skip();
    }
  }

  /** Called each time that what was played before has been. */
  take(nowMilliseconds: number): NextVoice {
    if (this.#next === null && !this.#begin(nowMilliseconds)) {
      return silence;
    }
    this.#catchUp(nowMilliseconds);
    const number = this.#next ?? 0;
    const packet = this.#packets.get(number);
    this.#packets.delete(number);
    if (packet !== undefined) {
      this.#next = number + 1;
      this.#lostInRow = 0;
      this.#calm(nowMilliseconds);
      return { kind: 'packet', data: packet.data };
    }
    this.#lostInRow += 1;
    if (this.#packets.size > 0) {
      this.#next = number + 1;
    } else {
      this.#trouble(nowMilliseconds); // it may only be late: then it is played, and all that follows waits for longer
    }
    if (this.#lostInRow > mostLost) {
      this.#pause(nowMilliseconds);
      return silence;
    }
    return { kind: 'lost' };
  }

  /** The 16 bits that came, continued without end; what is far from the others begins anew. */
  #numberOf(sequenceNumber: number): number {
    if (this.#highest === null) {
      return sequenceNumber + sequenceNumbers; // what was sent before it may come behind it
    }
    const step = ((sequenceNumber - (this.#highest % sequenceNumbers) + sequenceNumbers * 1.5) % sequenceNumbers) - sequenceNumbers / 2;
    if (Math.abs(step) > mostPackets * 4) {
      this.#packets.clear();
      this.#next = null;
      this.#gatheringMilliseconds = null;
      this.#highest = null;
      return sequenceNumber + sequenceNumbers;
    }
    return this.#highest + step;
  }

  #measure(number: number, { timestamp }: VoicePacket): void {
    const before = this.#packets.get(number - 1);
    const samples = before === undefined ? 0 : (timestamp - before.timestamp + 2 ** 32) % 2 ** 32;
    if (samples >= 120 && samples <= 5760) {
      this.#samplesOfPacket = samples; // 2.5 to 120 ms (RFC 7587, 4.2)
    }
  }

  #begin(nowMilliseconds: number): boolean {
    const since = this.#gatheringMilliseconds;
    if (since === null || (nowMilliseconds - since < this.#targetMilliseconds && this.#waitingMilliseconds < this.#targetMilliseconds)) {
      return false;
    }
    this.#next = Math.min(...this.#packets.keys());
    this.#lostInRow = 0;
    return true;
  }

  get #waitingMilliseconds(): number {
    return (this.#packets.size * this.#samplesOfPacket) / samplesPerMillisecond;
  }

  #catchUp(nowMilliseconds: number): void {
    if (this.#waitingMilliseconds <= this.#targetMilliseconds + excess.milliseconds) {
      this.#excessMilliseconds = null;
      return;
    }
    this.#excessMilliseconds ??= nowMilliseconds;
    if (nowMilliseconds - this.#excessMilliseconds >= excess.forMilliseconds) {
      this.#excessMilliseconds = nowMilliseconds;
      this.#skip();
    }
  }

  /** The oldest is left out. */
  #skip(): void {
    const oldest = Math.min(...this.#packets.keys());
    this.#packets.delete(oldest);
    if (this.#next !== null) {
      this.#next = Math.max(this.#next, oldest + 1);
    }
  }

  /** What comes next is a voice that begins. */
  #pause(nowMilliseconds: number): void {
    this.#next = null;
    this.#gatheringMilliseconds = this.#packets.size > 0 ? nowMilliseconds : null;
  }

  #trouble(nowMilliseconds: number): void {
    this.#troubleMilliseconds = nowMilliseconds;
    this.#targetMilliseconds = Math.min(targetMilliseconds.most, this.#targetMilliseconds + stepMilliseconds);
  }

  #calm(nowMilliseconds: number): void {
    if (this.#troubleMilliseconds === -Infinity) {
      this.#troubleMilliseconds = nowMilliseconds;
    }
    if (nowMilliseconds - this.#troubleMilliseconds >= calmMilliseconds) {
      this.#troubleMilliseconds = nowMilliseconds;
      this.#targetMilliseconds = Math.max(targetMilliseconds.least, this.#targetMilliseconds - stepMilliseconds);
    }
  }
}
