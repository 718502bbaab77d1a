import type { Clock } from '../system/clock.ts';
import { FramePacer } from '../system/frame-pacer.ts';
import { MockScene } from './mock-scene.ts';
import type { MockRequest } from './request.ts';

/** The mock camera's JPEGs, each when it is due; whoever is slow to take them misses some. */
export async function* mockPictures(request: MockRequest, clock: Clock): AsyncGenerator<Buffer, void, undefined> {
  const pacer = new FramePacer(request.framesPerSecond, clock);
  const scene = await MockScene.create(request);
  for await (const elapsedSeconds of pacer.slots()) {
    yield await scene.draw(elapsedSeconds, clock.nowMicroseconds());
  }
}
