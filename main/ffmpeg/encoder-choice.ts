import { AV_LOG_QUIET, AV_PIX_FMT_YUV420P } from 'node-av/constants';
import { Frame, Log } from 'node-av/lib';
import type { EncoderSettings, PictureSize } from '../media/protocol.ts';
import { nalUnitType, nalUnitTypes, splitNalUnits } from '../mp4/annex-b.ts';
import { check } from './ffmpeg-error.ts';
import { H264Encoder, type EncoderName } from './h264-encoder.ts';

const probedPictures = 6;

/**
 * The hardware encoder where it really works, else libx264. Being listed or
 * opened proves nothing: it has to encode some pictures of this size.
 */
export function chooseEncoder(size: PictureSize, settings: EncoderSettings): EncoderName {
  return settings.allowHardware && encodes('h264_v4l2m2m', size, settings) ? 'h264_v4l2m2m' : 'libx264';
}

/** Whether the encoder turns pictures into a stream that begins with a complete keyframe, and loses none. */
export function encodes(name: EncoderName, size: PictureSize, settings: EncoderSettings): boolean {
  const picture = new Frame();
  const logLevel = Log.getLevel();
  let encoder: H264Encoder | null = null;
  try {
    Log.setLevel(AV_LOG_QUIET); // most machines have no such encoder, which is no news
    encoder = new H264Encoder(name, size, settings);
    picture.alloc();
    picture.format = AV_PIX_FMT_YUV420P;
    picture.width = size.widthPixels;
    picture.height = size.heightPixels;
    check(picture.getBuffer(0), 'make a picture');
    const outputs = [];
    for (let index = 0; index < probedPictures; index += 1) {
      outputs.push(...encoder.encode(picture, Math.round((index * 1000) / settings.frameRate), index === 0));
    }
    outputs.push(...encoder.drain());
    const first = outputs[0];
    const types = first === undefined ? [] : splitNalUnits(first.annexB).map(nalUnitType);
    const isComplete = [nalUnitTypes.sequenceParameters, nalUnitTypes.pictureParameters, nalUnitTypes.idrPicture].every((type) =>
      types.includes(type),
    );
    return outputs.length === probedPictures && isComplete;
  } catch {
    return false;
  } finally {
    encoder?.close();
    picture.free();
    Log.setLevel(logLevel);
  }
}
