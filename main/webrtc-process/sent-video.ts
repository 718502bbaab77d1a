import { type Track, Video } from 'node-datachannel';
import type { ReportedStream } from '../webrtc/clock-reports.ts';
import { PacketSender } from '../webrtc/packet-sender.ts';
import { PictureSender } from '../webrtc/picture-sender.ts';
import { randomSsrc, streamName } from '../webrtc/track.ts';
import { OfferError, type OfferedVideo, playoutDelayUri } from './offer.ts';
import type { Peer } from './peer.ts';
import type { StreamPicture } from './stream-picture.ts';

/** Sends pictures, however that is done. */
interface SentPictures {
  readonly stream: ReportedStream;
  sendAtPace(kbps: number | null, options: { readonly reportsItself: boolean }): void;
  sendAt(picture: StreamPicture, milliseconds: number): void;
}

/**
 * Answers the section of video: with H.264 and H.265, each where both sides have it.
 *
 * @param waitsForSound a browser keeps pictures back until what is heard with them has come; without, it is asked to show
 *   them at once: on its own it keeps them for as long as its largest keyframes took to arrive
 * @throws OfferError where there is none; what the library does not like of the offer
 */
export function addVideo(
  peer: Peer,
  { mid, h264, h265, playoutDelayId }: OfferedVideo,
  { mayBeH265, waitsForSound }: { readonly mayBeH265: boolean; readonly waitsForSound: boolean },
): { track: Track; pictures: SentPictures } {
  const video = new Video(mid, 'SendOnly');
  const taken = mayBeH265 ? h265 : null;
  if (h264 !== null) {
    video.addH264Codec(h264.payloadType, h264.formatParameters);
  }
  if (taken?.formatParameters !== undefined) {
    video.addVideoCodec(taken.payloadType, 'H265', taken.formatParameters);
  } else if (taken !== null) {
    video.addVideoCodec(taken.payloadType, 'H265');
  }
  const writtenId = waitsForSound || taken !== null ? null : playoutDelayId;
  if (writtenId !== null) {
    video.parseSdpLine(`a=extmap:${writtenId} ${playoutDelayUri}`);
  }
  const ssrc = randomSsrc();
  video.addSSRC(ssrc, streamName, streamName, 'video');
  const track = peer.addTrack(video);
  return { track, pictures: picturesOf(track, ssrc, { h264, h265: taken, playoutDelayId: writtenId }) };
}

function picturesOf(track: Track, ssrc: number, { h264, h265, playoutDelayId }: Omit<OfferedVideo, 'mid'>): SentPictures {
  if (h265 !== null) {
    return new PacketSender({ track, ssrc, payloadTypes: { h264: h264?.payloadType ?? null, h265: h265.payloadType } });
  }
  if (h264 === null) {
    throw new OfferError('the offer takes H.265 alone, and what would be sent is H.264');
  }
  return new PictureSender({ track, ssrc, payloadType: h264.payloadType, playoutDelayId });
}
