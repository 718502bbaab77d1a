import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { startGstRtspServer } from '../support/gst-rtsp-server.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { startLiveViewers } from './live-viewers.ts';
import { cpuMilliseconds, processTree } from './process-usage.ts';

/** Until what PetLog starts with is compiled, and what that took is collected. */
const settleMilliseconds = 30_000;

/**
 * CPU of PetLog with all its processes, in percent of a core, while one viewer watches a camera that speaks RTSP by WebRTC.
 *
 * @throws Error where gst-rtsp-server or ffmpeg is missing
 */
export async function measureRtspToWebRtc(seconds: number, framesPerSecond: number): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
  try {
    const video = join(directory, 'camera.mp4');
    // Without B-frames, which no camera on the network sends.
    const encoding = ['-c:v', 'libx264', '-preset', 'superfast', '-bf', '0', '-g', '30', '-b:v', '2M', '-r', String(framesPerSecond)];
    execFileSync('ffmpeg', ['-v', 'error', '-stream_loop', '-1', '-i', footagePath, '-t', String(seconds + 60), '-an', ...encoding, video]);
    await using server = await startGstRtspServer('cat', 'mouse', video);
    await using petlog = await startPetLog({
      command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
      environment: frugalEnvironment,
      arguments: ['--camera', `rtsp://cat:mouse@127.0.0.1:${server.port}/cat`],
      config: {
        video: { webrtc_port: 0 },
        recording: { min_free_mb: 1, rewind_minutes: 0, pre_roll_seconds: 0 },
        detection: { enabled: false },
        security: { allowed_targets: [`127.0.0.1:${server.port}`] },
      },
    });
    await using _viewer = await startLiveViewers('webrtc', petlog.url);
    await delay(settleMilliseconds);
    const cpu = (): number => processTree(petlog.child.pid ?? NaN).reduce((sum, pid) => sum + cpuMilliseconds(pid), 0);
    const [cpuBefore, startedAt] = [cpu(), performance.now()];
    await delay(seconds * 1000);
    return ((cpu() - cpuBefore) * 100) / (performance.now() - startedAt);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
