import { PetLogError } from '../../shared/errors.ts';
import type { Operations } from '../../shared/routes.ts';
import type { ShareInput } from '../../shared/shares.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { CameraRegistry } from '../camera/camera-registry.ts';
import type { Recording } from '../library/recording.ts';
import type { NewClip, ShareService } from '../shares/share-service.ts';

type ShareOperations = Pick<Operations, 'shares.create' | 'shares.list' | 'shares.remove'>;

export interface ShareOperationsDependencies {
  readonly shares: Pick<ShareService, 'create' | 'list' | 'remove' | 'recordingIdOf'>;
  readonly cameras: Pick<CameraRegistry, 'mayWatch'>;
  readonly library: { find(recordingId: string): Pick<Recording, 'cameraId'> | null };
  /** What shows an event, in seconds of a recording. Throws PetLogError `event_not_found`, `clip_unavailable`. */
  partOfEvent(eventId: number): { readonly recordingId: string; readonly start: number; readonly end: number };
  /** At which other devices find PetLog; none without a network. */
  reachableUrl(): string | undefined;
  /** @throws PetLogError `recording_not_found` for a recording of a camera that one may not see */
  assertVisible(id: string, caller: Caller): void;
}

/** Links to clips, for those who may see the camera. */
export function createShareOperations({
  shares,
  cameras,
  library,
  partOfEvent,
  reachableUrl,
  assertVisible,
}: ShareOperationsDependencies): ShareOperations {
  return {
    async 'shares.create'(input, caller) {
      const clip = clipOf(input, partOfEvent);
      assertVisible(clip.recording_id, caller);
      const { share, secret } = await shares.create(clip);
      // Over HTTP the address by which they asked stands before it.
      return { ...share, url: `${caller.kind === 'kiosk' ? (reachableUrl() ?? '') : ''}/app/s/${secret}` };
    },
    'shares.list': async (_input, caller) => ({ shares: shares.list().filter(({ camera_id: id }) => cameras.mayWatch(caller, id)) }),
    async 'shares.remove'({ id }, caller) {
      const recordingId = shares.recordingIdOf(id);
      const recording = recordingId === null ? null : library.find(recordingId);
      if (recording !== null && !cameras.mayWatch(caller, recording.cameraId)) {
        throw new PetLogError('share_not_found', { id });
      }
      shares.remove(id);
      return { message: 'The link has ended.' };
    },
  };
}

/** Start and end count from the beginning of what is shared. */
function clipOf(
  { recording_id: recordingId, event_id: eventId, start, end, expires_in_seconds }: ShareInput,
  partOfEvent: ShareOperationsDependencies['partOfEvent'],
): NewClip {
  if (eventId === undefined) {
    return { recording_id: recordingId ?? '', start, end, expires_in_seconds };
  }
  const part = partOfEvent(eventId);
  return {
    recording_id: part.recordingId,
    start: part.start + (start ?? 0),
    end: end === undefined ? part.end : Math.min(part.end, part.start + end),
    expires_in_seconds,
  };
}
