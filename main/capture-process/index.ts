/**
 * The capture process: reads a video file or a USB camera and writes JPEGs back
 * to back to its standard output, so that a broken file or driver costs nothing
 * but this process. Or it turns and labels the frames of a camera that cannot,
 * from its standard input to its standard output, or makes them smaller. Or it passes on the H.264 of a
 * camera that speaks RTSP, or makes one small JPEG of a picture. Ends with one sentence on its standard error, and with its
 * standard input: then whoever started it is gone.
 */
import { FileRefusal, openEnteredFile } from '../files/entered-file.ts';
import { createSystemClock } from '../system/clock.ts';
import { collectPicturesEarly } from '../system/memory.ts';
import { jpegWriter } from './output.ts';
import { playMjpegFile } from './play-mjpeg-file.ts';
import { CaptureError, CaptureRequest } from './request.ts';

async function capture(argument: string | undefined): Promise<void> {
  const request = CaptureRequest.parse(JSON.parse(argument ?? 'null'));
  if (request.kind === 'frames') {
    const { transformFrames } = await import('./transform-frames.ts');
    await transformFrames(request, process.stdin, process.stdout);
    return;
  }
  if (request.kind === 'small-frames') {
    const { shrinkFrames } = await import('./shrink-frames.ts');
    await shrinkFrames(request, process.stdin, process.stdout);
    return;
  }
  if (request.kind === 'rtsp') {
    const { captureRtsp } = await import('./capture-rtsp.ts');
    await captureRtsp(process.stdin, process.stdout, createSystemClock());
    return;
  }
  if (request.kind === 'picture') {
    const { showPicture } = await import('./show-picture.ts');
    await showPicture(request, process.stdin, process.stdout);
    return;
  }
  const write = jpegWriter(process.stdout);
  process.stdin.resume();
  const clock = createSystemClock();
  if (request.kind === 'v4l2' && request.gives === 'h264') {
    const { captureV4l2H264 } = await import('./capture-v4l2-h264.ts');
    await captureV4l2H264(request, process.stdout);
    return;
  }
  if (request.kind === 'v4l2') {
    const { captureV4l2 } = await import('./capture-v4l2.ts');
    await captureV4l2(request, write, clock);
    return;
  }
  await using file = await openEnteredFile(request.path, request.allowedDirectories ?? 'anywhere');
  if (file.kind === 'mjpeg') {
    await playMjpegFile(request, file, write, clock);
  } else {
    const { playVideoFile } = await import('./play-video-file.ts');
    await playVideoFile(request, { path: file.path, kind: file.kind }, write, clock);
  }
}

/** An exit would wait for a read from a camera that hangs. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

collectPicturesEarly();
process.stdin.on('close', end);
process.stdout.on('error', end);
capture(process.argv[2]).then(
  () => process.exit(0),
  (error: unknown) => {
    const sentence =
      error instanceof CaptureError || error instanceof FileRefusal
        ? error.message
        : String(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exitCode = 1;
    process.stderr.write(`${sentence}\n`, () => process.exit());
  },
);
