/** Markers of ITU-T T.81, table B.1. Inside entropy-coded data neither can occur: there FF is followed by 00 or a restart marker. */
const START_OF_SCAN = Buffer.from([0xff, 0xda]);
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/**
 * A camera's Motion JPEG frame with its end: what the driver hands over is one
 * frame, and some USB cameras leave out the marker by which those who read a
 * stream find where it ends. Frames that have it, and what is no JPEG, come
 * back as they are, the same buffer.
 */
export function withEndMarker(frame: Buffer): Buffer {
  if (frame.subarray(-END_OF_IMAGE.length).equals(END_OF_IMAGE)) {
    return frame;
  }
  // The last scan is the picture's own; a thumbnail before it has both markers of its own.
  const scan = frame.lastIndexOf(START_OF_SCAN);
  return scan === -1 || frame.indexOf(END_OF_IMAGE, scan) !== -1 ? frame : Buffer.concat([frame, END_OF_IMAGE]);
}
