import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Debian's own, which is the one that GStreamer's modules are for. */
const python = '/usr/bin/python3';
const program = fileURLToPath(new URL('gst-h265-of-rtp.py', import.meta.url));

/**
 * Puts packets of RTP together by somebody else's code: GStreamer's `rtph265depay`.
 *
 * @param packets in their order
 * @param directory where the result goes
 * @returns its path
 */
export async function h265OfRtp(packets: readonly Buffer[], directory: string): Promise<string> {
  const [framed, video] = ['packets.rtp', 'depayloaded.h265'].map((name) => join(directory, name)) as [string, string];
  const lengthOf = (packet: Buffer): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(packet.length);
    return length;
  };
  await writeFile(framed, Buffer.concat(packets.flatMap((packet) => [lengthOf(packet), packet])));
  await run(python, [program, framed, video]);
  return video;
}
