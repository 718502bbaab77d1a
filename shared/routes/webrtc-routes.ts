/** Sessions of WebRTC: the live picture, and the voice of who talks. */
import { RenditionInput } from '../live-inputs.ts';
import { WebRtcSessionInput } from '../live-options.ts';
import { TalkInput, TalkOutput } from '../talk.ts';
import { json, raw } from './route.ts';
import { videoViewerErrors } from './viewer-errors.ts';

export const webrtcJsonRoutes = {
  'live.talk': json({
    method: 'POST',
    path: '/live/talk',
    access: 'viewer',
    summary:
      'Begins or ends talking through the speaker of a camera, by a WebRTC session of the same device: one person at a time, admins and those who can_talk.',
    input: TalkInput,
    output: TalkOutput,
    errors: [
      'camera_not_found',
      'not_found',
      'talk_not_allowed',
      'talk_busy',
      'speaker_unavailable',
      'camera_disabled',
      'privacy',
      'camera_unavailable',
    ],
  }),
} as const;

export const webrtcRawRoutes = {
  'webrtc.open': raw({
    method: 'POST',
    path: '/live/webrtc',
    access: 'viewer',
    summary:
      'The live picture by WebRTC (WHEP): takes an offer with H.264, and Opus for the sound; of a camera that gives H.265, an offer that takes that too (RFC 7798: profile, tier and level) gets it as it is, and H.264 in the same session where the link is narrow; one that takes H.265 alone gets that, or a refusal where there is none for it. Answers with an SDP, which says what moment the times of its pictures are (RFC 7273), says in Location where the session is, and in Link (as OPTIONS does) which STUN and TURN servers there are. Where it offers to send sound, the voice of who may talk is received, see POST /live/talk; an offer of that alone starts no camera.',
    input: RenditionInput,
    textBodyType: 'application/sdp',
    contentType: 'application/sdp',
    successStatus: 201,
    errors: ['talk_not_allowed', 'speaker_unavailable', ...videoViewerErrors],
  }),
  'webrtc.change': raw({
    method: 'PATCH',
    path: '/live/webrtc/:id',
    access: 'viewer',
    summary: 'Adds candidates of the browser to a WebRTC session of the same device.',
    input: WebRtcSessionInput,
    textBodyType: 'application/trickle-ice-sdpfrag',
    contentType: 'application/trickle-ice-sdpfrag',
    successStatus: 204,
    errors: ['not_found'],
  }),
  'webrtc.end': raw({
    method: 'DELETE',
    path: '/live/webrtc/:id',
    access: 'viewer',
    summary: 'Ends a WebRTC session of the same device.',
    input: WebRtcSessionInput,
    contentType: 'application/sdp',
    successStatus: 204,
    errors: ['not_found'],
  }),
} as const;
