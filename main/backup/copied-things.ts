/** What a copy consists of there: keys, and the small files that say what the large ones are. */
import { z } from 'zod';
import { logEventTypes } from '../../shared/log-event-types.ts';
import { EventBox } from '../../shared/log-events.ts';
import type { Content } from './backup-store.ts';
import type { Copy } from './copy-list.ts';

/** Of a moment, in UTC. */
export const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

export const recordingsFolder = 'recordings';
export const eventsFolder = 'events';

/** By what its name there is made. */
type NamedCopy = Pick<Copy, 'kind' | 'idThere' | 'atMilliseconds'>;

const baseOf = ({ kind, idThere, atMilliseconds }: NamedCopy): string =>
  kind === 'recording'
    ? `${recordingsFolder}/${dayOf(atMilliseconds)}/${idThere}`
    : // Numbers of events begin anew on another SD card.
      `${eventsFolder}/${dayOf(atMilliseconds)}/${new Date(atMilliseconds).toISOString().replace(/[-:.]/g, '')}-${idThere}`;

/** What says that all of it is there: written last, and removed first. */
export const headKeyOf = (copy: NamedCopy): string => `${baseOf(copy)}.json`;
export const videoKeyOf = (copy: NamedCopy): string => `${baseOf(copy)}.mp4`;
export const pictureKeyOf = (copy: NamedCopy): string => `${baseOf(copy)}.jpg`;

/** What of it may be there, in the order in which it is removed. */
export const keysOf = (copy: NamedCopy): readonly string[] =>
  copy.kind === 'recording' ? [headKeyOf(copy), videoKeyOf(copy)] : [headKeyOf(copy), videoKeyOf(copy), pictureKeyOf(copy)];

/** A part of a copy, ready to be sent. */
export interface CopiedFile {
  readonly key: string;
  readonly content: Content;
}

/** Everything of a copy, the head last; to be released by whoever asked for it. */
export interface CopiedThing {
  readonly files: readonly CopiedFile[];
  /** For people. */
  readonly name: string;
  release(): void;
}

/** An event as it lies there. */
export const CopiedEvent = z.object({
  version: z.literal(1),
  camera_id: z.string().max(40),
  event_type: z.enum(logEventTypes),
  label: z.string().max(100).nullable(),
  pet_id: z.int().nullable(),
  pet_name: z.string().max(100).nullable(),
  is_decided_by_person: z.boolean(),
  confidence: z.number().min(0).max(1).nullable(),
  started_at: z.iso.datetime({ offset: true }),
  duration_ms: z.int().min(0),
  box: EventBox.nullable(),
  note: z.string().max(5000),
  is_wrong: z.boolean(),
  kept: z.boolean(),
  metadata: z.record(z.string(), z.unknown()),
  created_at: z.iso.datetime({ offset: true }),
  zones: z.array(z.object({ zone_id: z.string().max(100), duration_ms: z.int().min(0) })).max(100),
  has_picture: z.boolean(),
  /** Of its clip, as beside a recording; null where there is no video. */
  clip: z.record(z.string(), z.unknown()).nullable(),
});
export type CopiedEvent = z.infer<typeof CopiedEvent>;
