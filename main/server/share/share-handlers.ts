import type { Request, Response } from 'express';
import type { Config } from '../../../shared/config.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { languageTags, type Language } from '../../../shared/languages.ts';
import type { AuditLog } from '../../access/audit-log.ts';
import type { Permissions } from '../../access/permissions.ts';
import type { PictureKind } from '../../library/storage-directory.ts';
import { permissionOfShare, type SharedClip, type ShareService } from '../../shares/share-service.ts';
import type { Clock } from '../../system/clock.ts';
import { addressOf } from '../access/authentication.ts';
import type { RawHandlers } from '../raw-handlers.ts';
import { sendVideoFile } from '../routes/video-file.ts';
import { recordingPicture } from '../routes/recording-picture.ts';
import { clipPage, endedPage, sharePageHeaders } from './share-page.ts';

interface ShareHandlersDependencies {
  readonly shares: Pick<ShareService, 'open' | 'countOpened'>;
  /** Keeps a recording from clean-up until the function that it returns is called. */
  hold(recordingId: string): () => void;
  pathOfPicture(recordingId: string, kind: PictureKind): Promise<string>;
  readonly permissions: Pick<Permissions, 'onEnd'>;
  readonly audit: Pick<AuditLog, 'record'>;
  server(): Pick<Config['server'], 'language'>;
  readonly clock: Clock;
}

type ShareHandlers = Pick<RawHandlers, 'shares.page' | 'shares.video' | 'shares.picture'>;

/** At once: a player opens some connections, and a link must not take the places of those who live here. */
const mostReaders = { ofShare: 4, inAll: 8 } as const;
/** Who opens the same link again within it is written down once. */
const auditMilliseconds = 10 * 60_000;
const mostAudited = 1000;

/** What a link shows to whoever has it, whoever that is. */
export function shareHandlers(dependencies: ShareHandlersDependencies): ShareHandlers {
  const { shares, hold, permissions, audit, server, clock } = dependencies;
  /** Ids of the links that videos are being read through. */
  const reading: string[] = [];
  const audited = new Map<string, number>();
  const picture = recordingPicture('thumbnail', (id, kind) => dependencies.pathOfPicture(id, kind), 'no-store');

  const open = (secret: string, request: Request, response: Response): SharedClip => {
    for (const [name, value] of Object.entries(sharePageHeaders)) {
      response.setHeader(name, value);
    }
    return shares.open(secret, addressOf(request));
  };

  const writeDown = ({ share }: SharedClip, request: Request): void => {
    const address = addressOf(request);
    const key = `${share.id} ${address}`;
    const now = clock.monotonicMilliseconds();
    if ((audited.get(key) ?? -Infinity) + auditMilliseconds > now) {
      return;
    }
    audited.delete(key);
    audited.set(key, now);
    const [oldest] = audited.keys();
    if (audited.size > mostAudited && oldest !== undefined) {
      audited.delete(oldest);
    }
    audit.record({ actor: 'link', address, action: 'shares.page', outcome: 'done', detail: share.recordingId });
  };

  return {
    'shares.page'({ secret }, request, response) {
      const language = languageOf(request, server().language);
      response.vary('Accept-Language');
      try {
        const clip = open(secret, request, response);
        if (request.method === 'GET') {
          shares.countOpened(clip);
          writeDown(clip, request);
        }
        response.type('html').send(clipPage(shownClip(clip, secret), language));
      } catch (error) {
        if (!(error instanceof PetLogError) || error.code !== 'share_not_found' || !isPerson(request)) {
          throw error;
        }
        response.vary('Accept');
        response.status(404).type('html').send(endedPage(language));
      }
    },

    async 'shares.video'({ secret, download }, request, response) {
      const clip = open(secret, request, response);
      const { share, recording, path } = clip;
      assertRoom(share.id, reading);
      reading.push(share.id);
      const release = hold(recording.recordingId);
      const forget = permissions.onEnd(permissionOfShare(share.id), () => request.socket.destroy());
      try {
        await sendVideoFile({
          path,
          filename: download === true ? filenameOf(clip) : null,
          request,
          response,
          missing: () => new PetLogError('share_not_found', { id: 'of this address' }),
        });
      } finally {
        forget();
        release();
        reading.splice(reading.indexOf(share.id), 1);
      }
    },

    async 'shares.picture'({ secret }, request, response) {
      const { share, recording } = open(secret, request, response);
      if (share.partPath !== null) {
        // It may show what is not in the part.
        throw new PetLogError('picture_unavailable', { id: recording.recordingId, reason: 'a part of it is shared' });
      }
      await picture({ id: recording.recordingId }, request, response);
    },
  };
}

function assertRoom(shareId: string, reading: readonly string[]): void {
  const ofShare = reading.filter((id) => id === shareId).length;
  if (ofShare >= mostReaders.ofShare || reading.length >= mostReaders.inAll) {
    throw new PetLogError('too_many_downloads', { limit: ofShare >= mostReaders.ofShare ? mostReaders.ofShare : mostReaders.inAll });
  }
}

/** Programs, which take anything, are told as programs are. */
const isPerson = (request: Request): boolean =>
  request.accepts(['application/problem+json', 'application/json', 'text/html']) === 'text/html';

/** What the reader's browser asks for, else the camera's own. */
function languageOf(request: Request, configured: Config['server']['language']): Language {
  const asked = request.acceptsLanguages([...languageTags]);
  const own = languageTags.find((tag) => tag === configured) ?? 'en';
  return request.headers['accept-language'] === undefined ? own : (languageTags.find((tag) => tag === asked) ?? own);
}

/** Without the name of the file here, which may say more than the clip. */
function filenameOf({ share, recording }: SharedClip): string {
  const at = new Date(recording.startedAtMilliseconds + (share.startMilliseconds ?? 0)).toISOString();
  return `clip_${at.slice(0, 19).replace(/[-:]/g, '').replace('T', '_')}.mp4`;
}

function shownClip(clip: SharedClip, secret: string): Parameters<typeof clipPage>[0] {
  const { share, recording, durationSeconds } = clip;
  return {
    name: recording.name,
    recordedAtMilliseconds: recording.startedAtMilliseconds + (share.startMilliseconds ?? 0),
    durationSeconds,
    expiresAtMilliseconds: share.expiresAtMilliseconds,
    hasPicture: share.partPath === null && recording.pictures !== 'impossible',
    secret,
    filename: filenameOf(clip),
  };
}
