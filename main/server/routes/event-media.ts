import { PetLogError } from '../../../shared/errors.ts';
import { largestPetPictureBytes, type Pet } from '../../../shared/pets.ts';
import type { EventClip } from '../../event-log/event-clips.ts';
import type { StoredEvent } from '../../event-log/stored-event.ts';
import { formatTimestamp } from '../../live/mjpeg/multipart.ts';
import { addressOf, principalOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';
import { firstByteAsked, sendClip } from './rewind-clip.ts';
import { readBody } from './read-body.ts';
import { sendPicture } from './recording-picture.ts';
import { sendVideoFile } from './video-file.ts';

export interface EventMedia {
  readonly log: { find(eventId: string): StoredEvent };
  /** Null for an unknown event. */
  cameraOf(eventId: string): string | null;
  readonly clips: { open(event: StoredEvent, fromBytes: number): Promise<EventClip> };
  readonly pets: { picturePath(petId: string): string; setPicture(petId: string, image: Uint8Array): Promise<Pet> };
  pictureOf(eventId: string, withBox: boolean): Promise<{ readonly path: string } | { readonly jpeg: Uint8Array }>;
}

interface EventMediaDependencies {
  readonly media: EventMedia;
  mayWatch(principal: ReturnType<typeof principalOf>, cameraId: string): boolean;
  record(fact: { actor: string; address: string; action: 'pets.set_picture'; detail: string; outcome: 'done' | 'failed' }): void;
}

type EventMediaHandlers = Pick<RawHandlers, 'events.picture' | 'events.clip' | 'pets.picture' | 'pets.set_picture'>;

/** Another picture has another address. */
const cacheControl = 'private, max-age=86400, immutable';

/** Pictures and videos of events, and the pictures of pets. */
export function eventMediaHandlers({ media, mayWatch, record }: EventMediaDependencies): EventMediaHandlers {
  /** One of a camera that may not be seen is not there. */
  const visible = (id: string, response: Parameters<typeof principalOf>[0]): StoredEvent => {
    const event = media.log.find(id);
    if (!mayWatch(principalOf(response), event.cameraId)) {
      throw new PetLogError('event_not_found', { id });
    }
    return event;
  };
  return {
    async 'events.picture'({ id, box }, _request, response) {
      visible(id, response);
      const picture = await media.pictureOf(id, box === true);
      response.setHeader('Cache-Control', cacheControl);
      if ('path' in picture) {
        await sendPicture(response, picture.path, () => new PetLogError('event_picture_unavailable', { id }));
      } else {
        response.type('image/jpeg').send(Buffer.from(picture.jpeg));
      }
    },
    async 'events.clip'({ id, download }, request, response) {
      const event = visible(id, response);
      const clip = await media.clips.open(event, firstByteAsked(request));
      response.setHeader('X-Event-Timestamp', formatTimestamp(event.startedAtMilliseconds * 1000));
      try {
        if (clip.kind === 'file') {
          const missing = (): PetLogError => new PetLogError('clip_unavailable', { id });
          await sendVideoFile({ path: clip.path, filename: download === true ? clip.filename : null, request, response, missing });
        } else {
          if (download === true) {
            response.attachment(clip.filename);
          }
          await sendClip(clip.clip, request, response);
        }
      } finally {
        clip.release();
      }
    },
    async 'pets.picture'({ id }, _request, response) {
      const path = media.pets.picturePath(id);
      response.setHeader('Cache-Control', cacheControl);
      await sendPicture(response, path, () => new PetLogError('pet_picture_unavailable', { id }));
    },
    async 'pets.set_picture'({ id }, request, response) {
      const fact = { actor: principalOf(response).name, address: addressOf(request), action: 'pets.set_picture' } as const;
      try {
        const pet = await media.pets.setPicture(id, await readBody(request, ['image/jpeg', 'image/png'], largestPetPictureBytes));
        record({ ...fact, detail: pet.name, outcome: 'done' });
        response.json(pet);
      } catch (error) {
        record({ ...fact, detail: `${error instanceof PetLogError ? error.code : 'internal'} ${id}`, outcome: 'failed' });
        throw error;
      }
    },
  };
}
