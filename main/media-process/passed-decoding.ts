import type { Frame } from 'node-av/lib';
import type { EncodedPacket } from '../media/protocol.ts';
import { DecodeQueue } from './decode-queue.ts';
import type { PacketSubscriber } from './encoded-video.ts';

/**
 * @param picture good until this returns
 * @param packet that it was decoded from
 * @param isNewest no other waits behind it
 */
export type PictureReader = (picture: Frame, packet: EncodedPacket, isNewest: boolean) => void;

/** What a camera encoded, decoded once for everybody who wants pictures of it, while somebody does. */
export class PassedDecoding {
  readonly #subscribe: (subscriber: PacketSubscriber) => () => void;
  readonly #readers = new Set<PictureReader>();
  #end: (() => void) | null = null;

  /** @param subscribe begins with a keyframe, and returns the function that ends it */
  constructor(subscribe: (subscriber: PacketSubscriber) => () => void) {
    this.#subscribe = subscribe;
  }

  /** Returns the function that ends it. What a reader throws is its own affair. */
  subscribe(reader: PictureReader): () => void {
    this.#readers.add(reader);
    this.#end ??= this.#begin();
    return () => {
      if (this.#readers.delete(reader) && this.#readers.size === 0) {
        this.#end?.();
        this.#end = null;
      }
    };
  }

  #begin(): () => void {
    const queue = new DecodeQueue({ onPicture: (...picture) => this.#show(...picture) });
    const unsubscribe = this.#subscribe(queue.add);
    return () => {
      unsubscribe();
      queue.close();
    };
  }

  #show(...[picture, packet, isNewest]: Parameters<PictureReader>): void {
    for (const reader of this.#readers) {
      try {
        reader(picture, packet, isNewest);
      } catch (error) {
        process.stderr.write(`picture ${packet.sequence}: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  }
}
