/**
 * The drawing process: draws what no camera gives, the mock camera's pictures or
 * one that says why there is none, and writes JPEGs to its standard output. It
 * is a process of its own because encoding takes native code, which has no place
 * beside a window. Ends with one sentence on its standard error, and with its
 * standard input: then whoever started it is gone.
 */
import { pipeline } from 'node:stream/promises';
import { createSystemClock } from '../system/clock.ts';
import { collectPicturesEarly } from '../system/memory.ts';
import { mockPictures } from './mock-pictures.ts';
import { drawPlaceholder } from './placeholder.ts';
import { DrawingRequest } from './request.ts';

async function draw(argument: string | undefined): Promise<void> {
  const request = DrawingRequest.parse(JSON.parse(argument ?? 'null'));
  const pictures = request.kind === 'mock' ? mockPictures(request, createSystemClock()) : [await drawPlaceholder(request)];
  await pipeline(pictures, process.stdout);
}

function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

collectPicturesEarly();
process.stdin.on('close', end).resume();
process.stdout.on('error', end);
draw(process.argv[2]).then(
  () => process.exit(0),
  (error: unknown) => {
    process.exitCode = 1;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit());
  },
);
