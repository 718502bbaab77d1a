import type { Request, Response } from 'express';
import { PetLogError } from '../../../shared/errors.ts';
import type { Permissions } from '../../access/permissions.ts';
import { permissionOf, type Principal } from '../../access/principal.ts';
import type { HlsCaller } from '../../live/hls/hls-readers.ts';
import type { LiveHls, PieceName } from '../../live/hls/live-hls.ts';
import { playlistContentType } from '../../live/hls/playlists.ts';
import { principalOf, watcherOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';

/** A camera as its players need it. */
interface PlayedCamera {
  readonly cameraId: string;
  /** Throws where there is none of that name. */
  readonly renditions: { nameOf(asked: string): string };
  readonly hls: Pick<LiveHls, 'index' | 'playlist' | 'piece'>;
  /** Throws while nobody gets the camera, or nobody starts it who may not. */
  readonly manager: { assertAvailable(mayStart?: boolean): void };
}

interface LiveHlsDependencies {
  /** Throws where there is no such camera for them. */
  cameraOf(principal: Principal, cameraId: string | undefined): PlayedCamera;
  readonly permissions: Pick<Permissions, 'onEnd'>;
  isShuttingDown(): boolean;
}

/** `GET /live/hls/...`: playlists (RFC 8216bis), and the files that they name. */
export function liveHlsHandlers({
  cameraOf,
  permissions,
  isShuttingDown,
}: LiveHlsDependencies): Pick<RawHandlers, 'hls.index' | 'hls.playlist' | 'hls.piece'> {
  const playedCamera = (response: Response, cameraId: string | undefined, mayStart?: boolean): PlayedCamera => {
    const camera = cameraOf(principalOf(response), cameraId);
    if (isShuttingDown()) {
      throw new PetLogError('shutting_down');
    }
    camera.manager.assertAvailable(mayStart);
    return camera;
  };

  const callerOf = (request: Request, response: Response, cameraId: string, readerId: string | undefined): HlsCaller => {
    const permission = permissionOf(principalOf(response));
    return {
      watcher: watcherOf(request, response),
      program: request.headers['user-agent'] ?? '',
      readerId,
      onPermissionEnd: (end) => permissions.onEnd(permission, end, 'viewer', [cameraId]),
    };
  };

  return {
    async 'hls.index'({ camera, start }, request, response) {
      const { cameraId, hls } = playedCamera(response, camera, start);
      if (request.method === 'HEAD') {
        playlistHead(response);
        return;
      }
      const caller = callerOf(request, response, cameraId, undefined);
      const addressOf = (rendition: string, readerId: string): string => `${rendition}/media.m3u8${queryOf(camera, readerId)}`;
      await answer(request, response, async (signal) => playlist(await hls.index(caller, addressOf, signal)));
    },

    async 'hls.playlist'({ rendition, camera, reader, _HLS_msn: segment, _HLS_part: part, _HLS_skip: skip }, request, response) {
      const { cameraId, renditions, hls } = playedCamera(response, camera, reader === undefined); // who goes on starts nothing that somebody has stopped
      const name = renditions.nameOf(rendition);
      if (request.method === 'HEAD') {
        playlistHead(response);
        return;
      }
      const caller = callerOf(request, response, cameraId, reader);
      const wish = { segment, part, mayLeaveOut: skip !== undefined };
      await answer(request, response, async (signal) => playlist(await hls.playlist(caller, name, wish, queryOf(camera, reader), signal)));
    },

    async 'hls.piece'({ rendition, piece, camera, reader }, request, response) {
      const { cameraId, renditions, hls } = playedCamera(response, camera);
      const ofRendition = renditions.nameOf(rendition);
      const name = pieceNameOf(piece);
      if (name === null) {
        throw new PetLogError('hls_gone');
      }
      const caller = callerOf(request, response, cameraId, reader);
      await answer(request, response, async (signal) => ({
        type: 'video/mp4',
        hasRanges: true,
        pieces: await hls.piece(caller, ofRendition, name, signal),
      }));
    },
  };
}

interface Answer {
  readonly type: string;
  /** Whether parts of it can be had. Of a playlist, which is another one each time, they would not fit together. */
  readonly hasRanges: boolean;
  readonly pieces: readonly Buffer[];
}

const playlist = (text: string): Answer => ({ type: playlistContentType, hasRanges: false, pieces: [Buffer.from(text)] });

/** Who asks whether there is a playlist starts no camera and waits for nothing. */
function playlistHead(response: Response): void {
  response.setHeader('Content-Type', playlistContentType);
  response.end();
}

/** Sends what is made, which may take its time, with byte ranges (RFC 9110, 14). */
async function answer(request: Request, response: Response, make: (signal: AbortSignal) => Promise<Answer>): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    // For an answer that went out nobody waits.
    if (!response.writableFinished) {
      gone.abort();
    }
  });
  let made: Answer;
  try {
    made = await make(gone.signal);
  } catch (error) {
    if (gone.signal.aborted) {
      return; // nobody waits for it any more
    }
    throw error;
  }
  const sizeBytes = made.pieces.reduce((sum, { length }) => sum + length, 0);
  const ranges = request.method === 'GET' && made.hasRanges ? request.range(sizeBytes) : undefined;
  if (ranges === -1) {
    response.setHeader('Content-Range', `bytes */${sizeBytes}`);
    throw new PetLogError('range_not_satisfiable', { range: String(request.headers.range), sizeBytes });
  }
  const [range] = typeof ranges === 'object' && ranges.type === 'bytes' && ranges.length === 1 ? ranges : [];
  const pieces = range === undefined ? made.pieces : [Buffer.concat(made.pieces).subarray(range.start, range.end + 1)];
  if (range !== undefined) {
    response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  }
  response.setHeader('Content-Type', made.type);
  response.setHeader('Content-Length', range === undefined ? sizeBytes : range.end + 1 - range.start);
  if (request.method !== 'HEAD') {
    response.cork();
    pieces.forEach((piece) => response.write(piece));
    response.uncork();
  }
  response.end();
}

function queryOf(camera: string | undefined, reader: string | undefined): string {
  const query = new URLSearchParams({ ...(camera === undefined ? {} : { camera }), ...(reader === undefined ? {} : { reader }) });
  return query.size === 0 ? '' : `?${query.toString()}`;
}

const kinds: Readonly<Record<string, PieceName['kind']>> = { init: 'initialization', segment: 'segment', part: 'part' };

/** Null for what is no name of a file. */
function pieceNameOf(piece: string): PieceName | null {
  const [, kind = '', number = ''] = /^(init|segment|part)-(0|[1-9]\d{0,14})\.mp4$/.exec(piece) ?? [];
  return kinds[kind] === undefined ? null : { kind: kinds[kind], number: Number(number) };
}
