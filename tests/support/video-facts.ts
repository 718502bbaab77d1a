import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What ffprobe (Debian package ffmpeg) says about a video file: packet times in seconds, how many pictures can be decoded, and how long it is. */
export async function videoFacts(
  path: string,
): Promise<{ times: number[]; keyframes: number[]; decodedCount: number; durationSeconds: number }> {
  const { stdout } = await run(
    'ffprobe',
    [
      '-v',
      'error',
      '-select_streams',
      'v',
      '-count_frames',
      '-show_entries',
      'packet=pts_time,duration_time,flags:stream=nb_read_frames',
      '-of',
      'json',
      path,
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  const { packets, streams } = JSON.parse(stdout) as {
    packets: { pts_time: string; duration_time: string; flags: string }[];
    streams: [{ nb_read_frames: string }];
  };
  const last = packets.at(-1);
  return {
    times: packets.map(({ pts_time }) => Number(pts_time)),
    keyframes: packets.filter(({ flags }) => flags.startsWith('K')).map(({ pts_time }) => Number(pts_time)),
    decodedCount: Number(streams[0].nb_read_frames),
    durationSeconds: Number(last?.pts_time ?? 0) + Number(last?.duration_time ?? 0),
  };
}
