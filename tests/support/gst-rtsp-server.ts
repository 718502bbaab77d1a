import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { footagePath } from './footage-jpegs.ts';

/** Debian's own, which is the one that its modules are for. */
const python = '/usr/bin/python3';

export interface GstRtspServer extends AsyncDisposable {
  readonly port: number;
}

/** What it sends beside the pictures: the AAC of the film, or a WAV file in another encoding. */
export type GstSound = { readonly encoding: 'aac' } | { readonly encoding: 'pcmu' | 'pcma' | 'l16' | 'opus'; readonly wave: string };

/** A real RTSP server of somebody else: gst-rtsp-server, which plays the footage, or another MP4 file with H.264 (or H.265, where its name ends with `h265.mp4`), at `/cat` at its own pace. */
export async function startGstRtspServer(
  username: string,
  password: string,
  film = footagePath,
  sound: GstSound | null = null,
): Promise<GstRtspServer> {
  if (!existsSync(python)) {
    throw new Error(`No ${python}: "sudo apt install python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good" brings it.`);
  }
  const program = fileURLToPath(new URL('gst-rtsp-server.py', import.meta.url));
  const soundWords = sound === null ? [] : [sound.encoding, 'wave' in sound ? sound.wave : ''];
  const child = spawn(python, [program, film, username, password, ...soundWords], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [unknown];
  if (typeof line !== 'string') {
    throw new Error('gst-rtsp-server could not be started: see above');
  }
  return {
    port: Number(line),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
