import type { FilmPart } from '../media/protocol.ts';

/** An event, and what was kept of it. */
export interface FilmedEvent {
  readonly startedAtMilliseconds: number;
  readonly durationMilliseconds: number;
  /** From 0 to 1; null where nobody says. */
  readonly confidence: number | null;
  /** Whether it is known whose it was. */
  readonly isKnown: boolean;
  /** A recording that shows how it began, or what of it was recorded. */
  readonly clip: {
    readonly recordingId: string;
    readonly path: string;
    readonly startMilliseconds: number;
    readonly durationMilliseconds: number;
  } | null;
  /** Path of its picture. */
  readonly picturePath: string | null;
}

export interface DayFilmPlan {
  readonly parts: readonly FilmPart[];
  /** Of the clips in it. */
  readonly recordingIds: readonly string[];
  readonly eventCount: number;
}

const longestFilmMilliseconds = 60_000;
const longestClipMilliseconds = 8000;
/** A shorter one cannot be understood. */
const shortestClipMilliseconds = 2500;
const pictureMilliseconds = 2000;
/** Seen before it begins and after it ends. */
const marginMilliseconds = 500;
const mostParts = Math.floor(longestFilmMilliseconds / shortestClipMilliseconds);

interface Scene {
  readonly event: FilmedEvent;
  readonly recordingId: string | null;
  /** With nothing cut. */
  readonly wantedMilliseconds: number;
  part(milliseconds: number): FilmPart;
}

/**
 * What a film of a day shows: the beginning of each event, from a recording or as its picture, in their order, for at
 * most a minute. Of a day with more than fit, the best of each piece of the day; events at the same time are one scene.
 */
export function planDayFilm(events: readonly FilmedEvent[]): DayFilmPlan {
  const scenes = withoutOverlaps(
    [...events]
      .sort((a, b) => a.startedAtMilliseconds - b.startedAtMilliseconds)
      .map(sceneOf)
      .filter((scene) => scene !== null),
  );
  const chosen = bestOfEachPiece(scenes);
  const total = chosen.reduce((sum, { wantedMilliseconds }) => sum + wantedMilliseconds, 0);
  const share = Math.min(
    1,
    (longestFilmMilliseconds - chosen.length * pictureMilliseconds) / Math.max(1, total - chosen.length * pictureMilliseconds),
  );
  return {
    parts: chosen.map(({ wantedMilliseconds, part }) =>
      // What is more than two seconds is shortened, everything by the same share.
      part(pictureMilliseconds + (wantedMilliseconds - pictureMilliseconds) * share),
    ),
    recordingIds: [...new Set(chosen.map(({ recordingId }) => recordingId).filter((id) => id !== null))],
    eventCount: chosen.length,
  };
}

function sceneOf(event: FilmedEvent): Scene | null {
  const { clip, picturePath, startedAtMilliseconds, durationMilliseconds } = event;
  if (clip !== null) {
    const from = Math.max(0, startedAtMilliseconds - marginMilliseconds - clip.startMilliseconds);
    const until = Math.min(
      clip.durationMilliseconds,
      startedAtMilliseconds + durationMilliseconds + marginMilliseconds - clip.startMilliseconds,
    );
    const available = clip.durationMilliseconds - from;
    if (available >= pictureMilliseconds && until > from) {
      return {
        event,
        recordingId: clip.recordingId,
        wantedMilliseconds: Math.min(available, longestClipMilliseconds, Math.max(shortestClipMilliseconds, until - from)),
        part: (milliseconds) => ({ kind: 'clip', path: clip.path, fromMilliseconds: from, untilMilliseconds: from + milliseconds }),
      };
    }
  }
  return picturePath === null
    ? null
    : {
        event,
        recordingId: null,
        wantedMilliseconds: pictureMilliseconds,
        part: (durationOfPicture) => ({ kind: 'picture', path: picturePath, durationMilliseconds: durationOfPicture }),
      };
}

/** Two at once are seen in the same pictures. */
function withoutOverlaps(scenes: readonly Scene[]): Scene[] {
  const kept: Scene[] = [];
  for (const scene of scenes) {
    const last = kept.at(-1);
    const isSeen =
      last !== undefined &&
      last.recordingId !== null &&
      last.recordingId === scene.recordingId &&
      scene.event.startedAtMilliseconds < last.event.startedAtMilliseconds - marginMilliseconds + last.wantedMilliseconds;
    if (!isSeen) {
      kept.push(scene);
    }
  }
  return kept;
}

function bestOfEachPiece(scenes: readonly Scene[]): readonly Scene[] {
  if (scenes.length <= mostParts) {
    return scenes;
  }
  return Array.from({ length: mostParts }, (_, piece) => {
    const first = Math.floor((piece * scenes.length) / mostParts);
    const end = Math.floor(((piece + 1) * scenes.length) / mostParts);
    return scenes.slice(first, end).reduce((best, scene) => (worthOf(scene) > worthOf(best) ? scene : best));
  });
}

/** Moving pictures before still ones, pets that are known, what is certain, and what lasted. */
const worthOf = ({ event, recordingId }: Scene): number =>
  (recordingId === null ? 0 : 2) + (event.isKnown ? 1 : 0) + (event.confidence ?? 0) + Math.min(1, event.durationMilliseconds / 60_000);
