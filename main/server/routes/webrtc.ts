import type { Request, Response } from 'express';
import { PetLogError } from '../../../shared/errors.ts';
import type { IceServer } from '../../../shared/ice-servers.ts';
import type { H265Limits } from '../../../shared/h265-limits.ts';
import type { Permissions } from '../../access/permissions.ts';
import { mayTalk as mayTalkAtAll, permissionOf, type Principal } from '../../access/principal.ts';
import { refusedOfferCode, refusedPortCode, type SentRendition } from '../../live/webrtc/protocol.ts';
import type { WebRtcViewers } from '../../live/webrtc/webrtc-viewers.ts';
import { isSameDevice } from '../../live/watcher.ts';
import type { TalkService } from '../../talk/talk-service.ts';
import { WorkerError } from '../../system/worker-requests.ts';
import { offeredH265 } from '../../webrtc/offered-h265.ts';
import { principalOf, watcherOf } from '../access/authentication.ts';
import { textBodyOf } from '../input.ts';
import { prefixOf } from '../network/prefix.ts';
import type { RawHandlers } from '../raw-handlers.ts';
import { iceServerLinks } from './ice-server-links.ts';

/** A camera as its viewers need it. */
interface WatchedCamera {
  readonly cameraId: string;
  /** Throws where there is none of that name. */
  readonly renditions: { sentFor(asked: string | undefined, h265: H265Limits | null): readonly SentRendition[] };
  readonly webrtc: Pick<WebRtcViewers, 'open' | 'watcherOf' | 'endedWatcherOf' | 'addCandidates' | 'end'>;
  readonly talk: Pick<TalkService, 'hasSpeaker' | 'assertPossible'>;
  /** Throws while nobody gets the camera, or nobody starts it who may not. */
  readonly manager: { assertAvailable(mayStart?: boolean): void };
}

interface WebRtcDependencies {
  /** Throws where there is no such camera for them. */
  cameraOf(principal: Principal, cameraId: string | undefined): WatchedCamera;
  cameras(): readonly WatchedCamera[];
  readonly permissions: Pick<Permissions, 'onEnd'>;
  iceServers(): readonly IceServer[];
  isShuttingDown(): boolean;
}

const mostCandidates = 50;

/** `POST /live/webrtc` (WHEP, draft-ietf-wish-whep), and `PATCH` and `DELETE` of what it began, by the same device. */
export function webRtcHandlers(dependencies: WebRtcDependencies): Pick<RawHandlers, 'webrtc.open' | 'webrtc.change' | 'webrtc.end'> {
  const { cameraOf, cameras, permissions, iceServers, isShuttingDown } = dependencies;
  /** Those of others are not there. */
  const sessionOf = (id: string, request: Request, response: Response): WatchedCamera => {
    const asking = watcherOf(request, response);
    const camera = cameras().find(({ webrtc }) => {
      const watcher = webrtc.watcherOf(id);
      return watcher !== null && isSameDevice(watcher, asking);
    });
    if (camera === undefined) {
      throw new PetLogError('not_found', { path: '/live/webrtc/{id}' });
    }
    return camera;
  };

  return {
    async 'webrtc.open'(input, request, response) {
      const principal = principalOf(response);
      const { cameraId, renditions, webrtc, manager, talk } = cameraOf(principal, input.camera);
      const offer = textBodyOf(response);
      const isVoice = isVoiceAlone(offer);
      if (isShuttingDown()) {
        throw new PetLogError('shutting_down');
      }
      const sent = isVoice ? [] : renditions.sentFor(input.rendition, offeredH265(offer)?.limits ?? null);
      manager.assertAvailable(isVoice ? false : input.start);
      if (isVoice) {
        talk.assertPossible(principal);
      }
      const mayTalk = talk.hasSpeaker && mayTalkAtAll(principal);
      const watcher = watcherOf(request, response);
      let forget = (): void => {};
      const onBegun = (begunId: string): void => {
        forget = permissions.onEnd(permissionOf(principal), () => webrtc.end(begunId), 'viewer', [cameraId]);
      };
      const { sessionId, answer } = await webrtc
        .open(offer, { renditions: sent, watcher, mayTalk, onBegun, onEnded: () => forget() })
        .catch(asExpected);
      const links = iceServerLinks(iceServers());
      if (links.length > 0) {
        response.setHeader('Link', links);
      }
      response
        .status(201)
        .setHeader('Location', `${prefixOf(response)}/live/webrtc/${sessionId}`)
        .setHeader('ETag', `"${sessionId}"`)
        .type('application/sdp')
        .send(answer);
    },

    'webrtc.change'({ id }, request, response) {
      const { webrtc } = sessionOf(id, request, response);
      const text = textBodyOf(response);
      const candidates = [...text.matchAll(/^a=(candidate:[^\r\n]{1,300})/gm)].map(([, candidate = '']) => candidate);
      const mid = /^a=mid:(\S{1,32})/m.exec(text)?.[1];
      if (mid === undefined || candidates.length > mostCandidates) {
        throw new PetLogError('invalid_input', {
          detail: `The body must have a=mid and at most ${mostCandidates} candidates (RFC 8840); it has ${candidates.length}${mid === undefined ? ' and no a=mid' : ''}.`,
        });
      }
      webrtc.addCandidates(id, mid, candidates);
      response.status(204).end();
    },

    'webrtc.end'({ id }, request, response) {
      const asking = watcherOf(request, response);
      const ended = cameras().map(({ webrtc }) => webrtc.endedWatcherOf(id));
      if (!ended.some((watcher) => watcher !== null && isSameDevice(watcher, asking))) {
        sessionOf(id, request, response).webrtc.end(id);
      }
      response.status(204).end();
    },
  };
}

/** Somebody talks, and watches nothing by that connection; whether the offer is a good one is seen later. */
const isVoiceAlone = (offer: string): boolean =>
  /^m=audio /m.test(offer) && !/^m=video /m.test(offer) && !/^a=(recvonly|inactive)\r?$/m.test(offer);

function asExpected(error: unknown): never {
  if (!(error instanceof WorkerError)) {
    throw error;
  }
  if (error.code === refusedOfferCode) {
    throw new PetLogError('invalid_input', { detail: `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.` });
  }
  const reason = error.code === refusedPortCode ? error.message : 'what sends it by WebRTC does not answer';
  throw new PetLogError('camera_unavailable', { reason }, { cause: error });
}
