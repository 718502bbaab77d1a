/** What an offer says of the video that it wants (RFC 8866, RFC 8829, RFC 6184). */
export interface VideoOffer {
  /** Identification of its only section. */
  readonly mid: string;
  readonly payloadType: number;
  /** As the offer has them (RFC 6184, 8.1); undefined where there are none. */
  readonly formatParameters: string | undefined;
}

/** An offer that cannot be answered; the message is for whoever made it. */
export class OfferError extends Error {
  override readonly name = 'OfferError';
}

/** High profile and constrained baseline, which every browser that decodes H.264 has, in this order; then whatever there is. */
const preferredProfiles = [/profile-level-id=64/i, /profile-level-id=42[ec]0/i] as const;

/** @throws OfferError in one sentence: what is wrong with it */
export function readOffer(sdp: string): VideoOffer {
  if (!sdp.startsWith('v=0')) {
    throw new OfferError('the body is no session description, which begins with v=0');
  }
  const sections = sdp.split(/\r?\n(?=m=)/).slice(1);
  const [section] = sections;
  if (section === undefined || sections.length > 1 || !section.startsWith('m=video ')) {
    throw new OfferError(`the offer has ${sections.length} sections where one of video is taken`);
  }
  for (const needed of ['ice-ufrag', 'ice-pwd', 'fingerprint']) {
    if (!new RegExp(`^a=${needed}:\\S`, 'm').test(sdp)) {
      throw new OfferError(`the offer lacks a=${needed}`);
    }
  }
  if (/^a=(sendonly|inactive)\r?$/m.test(section)) {
    throw new OfferError('the offer does not receive video; a=recvonly is what is answered');
  }
  const mid = /^a=mid:(\S{1,32})\r?$/m.exec(section)?.[1];
  if (mid === undefined) {
    throw new OfferError('the video of the offer lacks a=mid');
  }
  const { payloadType, formatParameters } = formatOf(section);
  return { mid, payloadType, formatParameters };
}

function formatOf(section: string): { payloadType: number; formatParameters: string | undefined } {
  const parameters = new Map([...section.matchAll(/^a=fmtp:(\d+) ([^\r\n]{1,400})/gm)].map(([, type = '', text]) => [type, text] as const));
  const types = [...section.matchAll(/^a=rtpmap:(\d{1,3}) H264\/90000\r?$/gim)].map(([, type = '']) => type);
  const split = types.filter((type) => (parameters.get(type) ?? '').includes('packetization-mode=1'));
  const best = preferredProfiles
    .map((profile) => split.find((type) => profile.test(parameters.get(type) ?? '')))
    .find((type) => type !== undefined);
  const chosen = best ?? split[0];
  if (chosen === undefined) {
    throw new OfferError('the offer has no H.264 with packetization-mode=1');
  }
  return { payloadType: Number(chosen), formatParameters: parameters.get(chosen) };
}
