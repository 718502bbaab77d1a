import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AskedStream } from './home-controller.ts';

const run = promisify(execFile);

/**
 * Decodes what a home is sent, as H.264, by another one's implementation of SRTP.
 *
 * @param port UDP, at which it arrives
 * @param directory for a file of its own
 * @returns a line for each of so many pictures, whose last part is the sum of it
 */
export async function picturesOfHome(
  port: number,
  { key, salt, payloadType }: AskedStream,
  directory: string,
  count: number,
): Promise<string[]> {
  const path = join(directory, 'home.sdp');
  const lines = [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=home',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=video ${port} RTP/SAVP ${payloadType}`,
    `a=rtpmap:${payloadType} H264/90000`,
    `a=fmtp:${payloadType} packetization-mode=1`,
    `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${Buffer.concat([key, salt]).toString('base64')}`,
  ];
  await writeFile(path, lines.join('\r\n'));
  const input = ['-protocol_whitelist', 'file,udp,rtp,srtp,crypto', '-i', path];
  const { stdout } = await run('ffmpeg', ['-v', 'error', ...input, '-frames:v', String(count), '-f', 'framemd5', '-'], { timeout: 60_000 });
  return stdout.split('\n').filter((line) => line.startsWith('0,'));
}
