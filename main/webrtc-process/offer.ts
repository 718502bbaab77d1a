import { formatParametersOf, payloadTypesOf } from '../webrtc/format-parameters.ts';
import { type OfferedH265, offeredH265 } from '../webrtc/offered-h265.ts';

/** One of the formats of a section, of those that can be answered (RFC 8866, RFC 8829). */
interface OfferedFormat {
  readonly payloadType: number;
  /** As the offer has them (RFC 6184, 8.1; RFC 7587, 6.1); undefined where there are none. */
  readonly formatParameters: string | undefined;
}

/** What an offer says of the video that it wants, and of the sound. */
export interface Offer {
  /** Null where it sends a voice, and wants nothing. */
  readonly video: OfferedVideo | null;
  /** Null where the offer has no section for it. `mid` identifies that; `isSent`: the browser sends some itself. */
  readonly sound: (OfferedFormat & { readonly mid: string; readonly isWanted: boolean; readonly isSent: boolean }) | null;
}

/** It takes one of the two at least. */
export interface OfferedVideo {
  /** Identification of the section. */
  readonly mid: string;
  readonly h264: OfferedFormat | null;
  readonly h265: OfferedH265 | null;
  /** How it numbers the header extension by which a sender says how long pictures may wait in it (`playoutDelayUri`). */
  readonly playoutDelayId: number | null;
}

/** https://webrtc.googlesource.com/src/+/refs/heads/main/docs/native-code/rtp-hdrext/playout-delay/README.md */
export const playoutDelayUri = 'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay';

/** An offer that cannot be answered; the message is for whoever made it. */
export class OfferError extends Error {
  override readonly name = 'OfferError';
}

/** High profile and constrained baseline, which every browser that decodes H.264 has, in this order; then whatever there is. */
const preferredProfiles = [/profile-level-id=64/i, /profile-level-id=42[ec]0/i] as const;

/** @throws OfferError in one sentence: what is wrong with it */
export function readOffer(sdp: string): Offer {
  if (!sdp.startsWith('v=0')) {
    throw new OfferError('the body is no session description, which begins with v=0');
  }
  const sections = sdp.split(/\r?\n(?=m=)/).slice(1);
  const video = sections.find((section) => section.startsWith('m=video '));
  const sound = sections.find((section) => section.startsWith('m=audio '));
  const isVoice = video === undefined && sound !== undefined && isSent(sound);
  if ((video === undefined && !isVoice) || sections.some((section) => section !== video && section !== sound)) {
    throw new OfferError(`the offer has ${sections.length} sections where one of video is taken, and one of sound beside it`);
  }
  for (const needed of ['ice-ufrag', 'ice-pwd', 'fingerprint']) {
    if (!new RegExp(`^a=${needed}:\\S`, 'm').test(sdp)) {
      throw new OfferError(`the offer lacks a=${needed}`);
    }
  }
  if (video !== undefined && !isReceived(video)) {
    throw new OfferError('the offer does not receive video; a=recvonly is what is answered');
  }
  return {
    video: video === undefined ? null : videoOf(video),
    sound:
      sound === undefined
        ? null
        : { mid: midOf(sound, 'sound'), ...soundFormatOf(sound), isWanted: isReceived(sound), isSent: isSent(sound) },
  };
}

/** A section that says nothing goes both ways; one with port 0 is refused by whoever made it. */
const isReceived = (section: string): boolean => !/^a=(sendonly|inactive)\r?$/m.test(section) && !/^m=\w+ 0 /.test(section);

const isSent = (section: string): boolean => !/^a=(recvonly|inactive)\r?$/m.test(section) && !/^m=\w+ 0 /.test(section);

function midOf(section: string, what: string): string {
  const mid = /^a=mid:(\S{1,32})\r?$/m.exec(section)?.[1];
  if (mid === undefined) {
    throw new OfferError(`the ${what} of the offer lacks a=mid`);
  }
  return mid;
}

/** Of those that fit the header with one byte (RFC 8285, 4.2), which is the one that is written. */
function playoutDelayIdOf(section: string): number | null {
  const extension = [...section.matchAll(/^a=extmap:(\d{1,2})(?:\/\w+)? (\S+)/gm)].find(([, , uri]) => uri === playoutDelayUri);
  const id = Number(extension?.[1]);
  return id >= 1 && id <= 14 ? id : null;
}

/** All Opus is named alike, whatever it carries (RFC 7587, 7). */
function soundFormatOf(section: string): OfferedFormat {
  const [type] = payloadTypesOf(section, 'opus/48000/2');
  if (type === undefined) {
    throw new OfferError('the sound of the offer has no Opus');
  }
  return { payloadType: Number(type), formatParameters: formatParametersOf(section).get(type) };
}

function videoOf(section: string): OfferedVideo {
  const [h264, h265] = [h264Of(section), offeredH265(section)];
  if (h264 === null && h265 === null) {
    throw new OfferError('the offer has no H.264 with packetization-mode=1, and no H.265');
  }
  return { mid: midOf(section, 'video'), h264, h265, playoutDelayId: playoutDelayIdOf(section) };
}

function h264Of(section: string): OfferedFormat | null {
  const parameters = formatParametersOf(section);
  const split = payloadTypesOf(section, 'H264/90000').filter((type) => (parameters.get(type) ?? '').includes('packetization-mode=1'));
  const best = preferredProfiles
    .map((profile) => split.find((type) => profile.test(parameters.get(type) ?? '')))
    .find((type) => type !== undefined);
  const chosen = best ?? split[0];
  return chosen === undefined ? null : { payloadType: Number(chosen), formatParameters: parameters.get(chosen) };
}
