import { trackId } from './movie-box.ts';
import { fullBox, u32, u64 } from './mp4-boxes.ts';

/** Seconds from the beginning of NTP's time, 1900, to that of Unix, 1970 (RFC 5905, 6). */
const ntpSecondsOfUnix = 2_208_988_800;

/**
 * Says when the picture was captured that the fragment behind it begins with (`prft`, ISO/IEC 14496-12, 8.16.5), so that
 * a player knows how old it is.
 *
 * @param capturedAtMicroseconds by the wall clock
 * @param mediaMilliseconds of the same picture in the file
 */
export function producerTime(capturedAtMicroseconds: number, mediaMilliseconds: number): Buffer {
  const seconds = Math.floor(capturedAtMicroseconds / 1e6);
  const fraction = Math.floor(((capturedAtMicroseconds - seconds * 1e6) / 1e6) * 2 ** 32);
  return fullBox('prft', 1, 0, u32(trackId, (seconds + ntpSecondsOfUnix) % 2 ** 32, fraction), u64(mediaMilliseconds));
}
