import type { EncoderSettings } from '../media/protocol.ts';

/** Whether video goes on as it is with these settings; what is passed on depends on none. */
export const isSameEncoder = (a: EncoderSettings, b: EncoderSettings): boolean =>
  (a.input === 'h264' && b.input === 'h264') || (a.input === b.input && areSame(a, b));

const areSame = (a: EncoderSettings, b: EncoderSettings): boolean =>
  a.frameRate === b.frameRate &&
  a.bitrateKbps === b.bitrateKbps &&
  a.bufferSeconds === b.bufferSeconds &&
  a.allowHardware === b.allowHardware &&
  a.size?.widthPixels === b.size?.widthPixels &&
  a.size?.heightPixels === b.size?.heightPixels;
