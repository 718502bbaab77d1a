import { type Track, Video } from 'node-datachannel';
import type { ReportedStream } from '../webrtc/clock-reports.ts';
import { PacketSender } from '../webrtc/packet-sender.ts';
import { PictureSender } from '../webrtc/picture-sender.ts';
import { randomSsrc, streamName } from '../webrtc/track.ts';
import { type Offer, playoutDelayUri } from './offer.ts';
import type { Peer } from './peer.ts';
import type { StreamPicture } from './stream-picture.ts';

/** Sends pictures, however that is done. */
interface SentPictures {
  readonly stream: ReportedStream;
  sendAtPace(kbps: number | null, options: { readonly reportsItself: boolean }): void;
  sendAt(picture: StreamPicture, milliseconds: number): void;
}

/**
 * Answers the section of video: with H.264, and with H.265 beside it where both sides have that.
 *
 * @param waitsForSound a browser keeps pictures back until what is heard with them has come; without, it is asked to show
 *   them at once: on its own it keeps them for as long as its largest keyframes took to arrive
 * @throws what the library does not like of the offer
 */
export function addVideo(
  peer: Peer,
  { mid, payloadType, formatParameters, h265, playoutDelayId }: NonNullable<Offer['video']>,
  { mayBeH265, waitsForSound }: { readonly mayBeH265: boolean; readonly waitsForSound: boolean },
): { track: Track; pictures: SentPictures } {
  const video = new Video(mid, 'SendOnly');
  video.addH264Codec(payloadType, formatParameters);
  const taken = mayBeH265 ? h265 : null;
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
  const pictures =
    taken === null
      ? new PictureSender({ track, ssrc, payloadType, playoutDelayId: writtenId })
      : new PacketSender({ track, ssrc, payloadTypes: { h264: payloadType, h265: taken.payloadType } });
  return { track, pictures };
}
