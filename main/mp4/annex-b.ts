/** H.264 as a byte stream with start codes (ITU-T H.264, Annex B), which encoders produce. */

export const nalUnitTypes = {
  picture: 1,
  idrPicture: 5,
  supplement: 6,
  sequenceParameters: 7,
  pictureParameters: 8,
  accessUnitDelimiter: 9,
} as const;

/** The type of a NAL unit (ITU-T H.264, 7.3.1). */
export const nalUnitType = (unit: Uint8Array): number => (unit[0] ?? 0) & 0x1f;

/** The NAL units between the start codes, without copying. */
export function splitNalUnits(stream: Buffer): Buffer[] {
  const units: Buffer[] = [];
  let begin = -1;
  for (let at = stream.indexOf(startCode); at !== -1; at = stream.indexOf(startCode, at + startCode.length)) {
    if (begin !== -1) {
      units.push(withoutTrailingZeros(stream.subarray(begin, at)));
    }
    begin = at + startCode.length;
  }
  if (begin !== -1) {
    units.push(withoutTrailingZeros(stream.subarray(begin)));
  }
  return units.filter((unit) => unit.length > 0);
}

const startCode = Buffer.from([0, 0, 1]);

/** A NAL unit never ends in zero; such bytes belong to the start code that follows. */
function withoutTrailingZeros(unit: Buffer): Buffer {
  let end = unit.length;
  while (end > 0 && unit[end - 1] === 0) {
    end -= 1;
  }
  return unit.subarray(0, end);
}
