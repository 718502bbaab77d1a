/** What is offered by WHIP (RFC 9725), and what of it a server takes. */
import { nalUnitType, nalUnitTypes, splitNalUnits } from '../mp4/annex-b.ts';
import { PublishError } from './publish-error.ts';

/** What H.264 may be called in an offer: the payload type, and its parameters (RFC 6184, 8.1). */
export interface OfferedFormat {
  readonly payloadType: number;
  readonly parameters: string;
}

export const soundPayloadType = 111;
/** One channel, which nothing has to be said of (RFC 7587, 6.1). */
export const soundParameters = 'minptime=10;useinbandfec=1';
const firstPayloadType = 96;
/** Constrained baseline, which servers know that compare profiles; what they pass on is decoded by players, which look at the video itself. */
const commonProfile = '42e01f';

/** @param parameterSets with start codes */
export function offeredFormats(parameterSets: Uint8Array): OfferedFormat[] {
  const units = splitNalUnits(Buffer.from(parameterSets));
  const sequence = units.find((unit) => nalUnitType(unit) === nalUnitTypes.sequenceParameters);
  const own = sequence?.subarray(1, 4).toString('hex') ?? commonProfile;
  return [...new Set([own, commonProfile])].map((profile, index) => ({
    payloadType: firstPayloadType + index,
    parameters: `profile-level-id=${profile};packetization-mode=1;level-asymmetry-allowed=1`,
  }));
}

export interface TakenMedia {
  readonly videoPayloadType: number;
  /** Null where sound is not taken. */
  readonly soundPayloadType: number | null;
}

/** @throws PublishError where there is no H.264 in it */
export function readAnswer(sdp: string): TakenMedia {
  const sections = sdp.split(/\r?\n(?=m=)/).slice(1);
  const taken = (kind: string, codec: string): number | null => {
    const section = sections.find((each) => each.startsWith(`m=${kind} `));
    if (section === undefined || /^m=\w+ 0 /.test(section) || /^a=(sendonly|inactive)\r?$/m.test(section)) {
      return null;
    }
    const type = new RegExp(`^a=rtpmap:(\\d{1,3}) ${codec}\\r?$`, 'im').exec(section)?.[1];
    return type === undefined ? null : Number(type);
  };
  const videoPayloadType = taken('video', 'H264/90000');
  if (videoPayloadType === null) {
    throw new PublishError({ step: 'publish', predicate: 'does not take H.264' });
  }
  return { videoPayloadType, soundPayloadType: taken('audio', 'opus/48000/2') };
}
