import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpCameras, multipart, partWithLength } from '../../../support/http-cameras.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { smallJpegs } from '../../../support/small-jpegs.ts';

const jpegs = await smallJpegs(4);
const [first = Buffer.alloc(0)] = jpegs;
const cameras = new HttpCameras();

afterEach(() => cameras.close());

describe('Motion JPEG', () => {
  test.each<[string, string, (jpeg: Buffer) => Buffer]>([
    ['with lengths', 'multipart/x-mixed-replace; boundary=b', partWithLength],
    [
      'without lengths, in quotes',
      'multipart/x-mixed-replace; boundary="b c"',
      (jpeg) => Buffer.concat([Buffer.from('--b c\r\n\r\n'), jpeg, Buffer.from('\r\n')]),
    ],
    [
      'with dashes in the boundary already, and bare line feeds',
      'Multipart/X-Mixed-Replace;boundary=--b',
      (jpeg) => Buffer.concat([Buffer.from('--b\nContent-type: image/jpeg\n\n'), jpeg, Buffer.from('\n')]),
    ],
    ['without a boundary', 'multipart/x-mixed-replace', (jpeg) => jpeg],
    [
      'with lengths that are wrong, and garbage between the parts',
      'multipart/x-mixed-replace;boundary=b',
      (jpeg) => Buffer.concat([Buffer.from('--b\r\nContent-Length: 7\r\n\r\n'), jpeg, Buffer.from('\r\n\0\xff\xd8garbage\xff', 'latin1')]),
    ],
    ['under the name of a video', 'video/x-motion-jpeg', (jpeg) => jpeg],
  ])('%s', async (_, type, part) => {
    const camera = await cameras.serve((_request, response) => multipart(response, type, jpegs, part));
    // Slowly enough that nothing is left out for coming too fast.
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/video`, {}, 60, new HurryingClock());
    expect(await recorder.untilFrames(4)).toEqual(jpegs);
    expect(camera.requests).toHaveLength(1);
  });

  test('is limited to the frame rate', async () => {
    const camera = await cameras.serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=b' });
      response.end(Buffer.concat(Array<Buffer>(100).fill(partWithLength(first))));
    });
    // By this clock they come ten times a second.
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/`, {}, 2, new HurryingClock(100));
    await recorder.untilEnded();
    expect(recorder.frames.length).toBeGreaterThan(17);
    expect(recorder.frames.length).toBeLessThan(24);
  });

  test('that ends is a sentence, with the place for those who may know it only', async () => {
    const camera = await cameras.serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=b' }).end(partWithLength(first));
    });
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/secret-path`);
    expect(await recorder.untilEnded()).toBe(`the camera at 127.0.0.1:${camera.port} ended its stream of pictures`);
    expect(recorder.saidToEveryone).toEqual(['the camera ended its stream of pictures']);
    expect(recorder.frames).toEqual([first]);
  });

  test('that breaks off in a picture is a sentence', async () => {
    const camera = await cameras.serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=b' });
      response.write(partWithLength(first).subarray(0, -20), () => response.destroy());
    });
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/`);
    expect(await recorder.untilEnded()).toMatch(/broke the connection off$/);
    expect(recorder.frames).toEqual([]);
  });

  test('ends with its capture, and says nothing more', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const camera = await cameras.serve((request, response) => {
      closed = once(request.socket, 'close');
      multipart(response, 'multipart/x-mixed-replace; boundary=b', jpegs, partWithLength);
    });
    const { recorder, capture } = cameras.start(`http://127.0.0.1:${camera.port}/`);
    await recorder.untilFrames(1);
    await capture.stop();
    await closed;
    expect(recorder.reasons).toEqual([]);
  });
});

/** A clock that is later each time somebody looks. */
class HurryingClock extends ManualClock {
  readonly #stepMilliseconds: number;
  #looks = 0;

  constructor(stepMilliseconds = 1000) {
    super();
    this.#stepMilliseconds = stepMilliseconds;
  }

  override monotonicMilliseconds(): number {
    this.#looks += 1;
    return super.monotonicMilliseconds() + this.#looks * this.#stepMilliseconds;
  }
}

describe('single pictures', () => {
  test('are asked for one at a time, when they are due, over one connection', async () => {
    const clock = new ManualClock();
    let waiting = 0;
    let most = 0;
    const ports = new Set<number | undefined>();
    const camera = await cameras.serve((request, response) => {
      waiting += 1;
      most = Math.max(most, waiting);
      ports.add(request.socket.remotePort);
      response.on('finish', () => (waiting -= 1));
      response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(jpegs[(camera.requests.length - 1) % 4]);
    });
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/shot.jpg?x=1`, {}, 2, clock);
    await recorder.untilFrames(1);
    for (let count = 2; count <= 4; count += 1) {
      // The next one is waited for as soon as the answer has ended.
      await expect.poll(() => clock.pendingTimers).toBeGreaterThan(0);
      await clock.advance(500);
      await recorder.untilFrames(count);
    }
    expect(recorder.frames).toEqual(jpegs);
    expect(most).toBe(1);
    expect(ports.size).toBe(1);
    expect(camera.requests.map(({ url, headers }) => [url, headers['cache-control']])).toEqual(
      Array(4).fill(['/shot.jpg?x=1', 'no-cache']),
    );
  });

  test('that did not change are repeated once a second', async () => {
    const clock = new ManualClock();
    const camera = await cameras.serve((request, response) => {
      if (request.headers['if-none-match'] === '"one"') {
        response.writeHead(304).end();
      } else {
        response.writeHead(200, { 'Content-Type': 'image/jpeg', ETag: '"one"' }).end(first);
      }
    });
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/`, {}, 2, clock);
    await recorder.untilFrames(1);
    for (let requests = 2; requests <= 5; requests += 1) {
      await expect.poll(() => clock.pendingTimers).toBeGreaterThan(0);
      await clock.advance(500);
      await expect.poll(() => camera.requests.length).toBe(requests);
    }
    expect(await recorder.untilFrames(3)).toEqual([first, first, first]);
    expect(camera.requests.slice(1).every(({ headers }) => headers['if-none-match'] === '"one"')).toBe(true);
  });

  test('whose connection the camera closes after each are asked for on a new one', async () => {
    const camera = await cameras.serve((request, response) => {
      response.writeHead(200, { 'Content-Type': 'image/jpeg', Connection: 'keep-alive' }).end(first, () => request.socket.destroy());
    });
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/`);
    expect(await recorder.untilFrames(3)).toEqual([first, first, first]);
  });
});

describe('another PetLog', () => {
  test('is asked for its live picture, with the token', async () => {
    const camera = await cameras.serve((_request, response) =>
      multipart(response, 'multipart/x-mixed-replace; boundary=b', jpegs, partWithLength),
    );
    const { recorder } = cameras.start(
      `petlog+http://127.0.0.1:${camera.port}/base/?camera=garden`,
      { password: 'token' },
      60,
      new HurryingClock(),
    );
    expect(await recorder.untilFrames(4)).toEqual(jpegs);
    expect(camera.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/base/live/stream?camera=garden', 'Bearer token'],
    ]);
  });

  test('says itself why there is no picture', async () => {
    const camera = await cameras.serve((request, response) => {
      const status = request.headers.authorization === 'Bearer right' ? 409 : 401;
      response.writeHead(status, { 'Content-Type': 'application/problem+json' });
      response.end(JSON.stringify({ code: 'privacy', detail: 'The camera is switched off for privacy; release it first.' }));
    });
    const address = `petlog+http://127.0.0.1:${camera.port}`;
    expect(await cameras.start(address, { password: 'right' }).recorder.untilEnded()).toBe(
      `the camera at 127.0.0.1:${camera.port} says: The camera is switched off for privacy; release it first`,
    );
    expect(await cameras.start(address, { password: 'wrong' }).recorder.untilEnded()).toMatch(/does not accept the token/);
    expect(await cameras.start(address).recorder.untilEnded()).toMatch(/asks for a token/);
  });

  test.each(['"tab\there"', '"\\x41"'])('may send a reason that is no JSON: %j', async (detail) => {
    const camera = await cameras.serve((_request, response) => {
      response.writeHead(503, { 'Content-Type': 'application/problem+json' });
      response.end(`{"detail": ${detail}}`);
    });
    expect(await cameras.start(`petlog+http://127.0.0.1:${camera.port}`, { password: 'right' }).recorder.untilEnded()).toBe(
      `the camera at 127.0.0.1:${camera.port} is too busy to answer (503)`,
    );
  });
});
