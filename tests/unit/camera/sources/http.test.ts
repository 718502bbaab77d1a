import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpSource } from '../../../../main/camera/sources/http.ts';
import type { NetworkAccess } from '../../../../main/camera/sources/network-camera.ts';
import type { Capture } from '../../../../main/camera/source.ts';
import { makeCertificate, makePrivateKey } from '../../../../main/network/make-certificate.ts';
import { fingerprintOf } from '../../../../main/network/tls-identity.ts';
import type { Clock } from '../../../../main/system/clock.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import { CaptureRecorder, captureSettings } from '../../../support/capture-recorder.ts';
import { loopbackAddresses } from '../../../support/entered-addresses.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { smallJpegs } from '../../../support/small-jpegs.ts';

const jpegs = await smallJpegs(4);
const [first = Buffer.alloc(0)] = jpegs;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    sockets.forEach((socket) => socket.destroy());
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

interface Camera {
  readonly port: number;
  readonly requests: IncomingMessage[];
}

async function serve(answer: RequestListener): Promise<Camera> {
  const requests: IncomingMessage[] = [];
  const port = await listen(
    createServer((request, response) => {
      requests.push(request);
      answer(request, response);
    }),
  );
  return { port, requests };
}

const noAccess: NetworkAccess = { username: '', password: '', certificateFingerprint: null };

interface Started {
  readonly recorder: CaptureRecorder;
  readonly capture: Capture;
}

function start(address: string, access: Partial<NetworkAccess> = {}, frameRate = 60, clock: Clock = createSystemClock()): Started {
  const dependencies = { spawn, clock, environment: {}, addresses: loopbackAddresses() };
  const source = new HttpSource(address, { ...noAccess, ...access }, dependencies);
  const recorder = new CaptureRecorder();
  const capture = source.start({ ...captureSettings, frame_rate: frameRate }, recorder);
  closers.unshift(() => capture.stop());
  return { recorder, capture };
}

/** Sends the pictures one after another as parts of an answer without end. */
function multipart(response: ServerResponse, type: string, part: (jpeg: Buffer) => Buffer): void {
  response.writeHead(200, { 'Content-Type': type });
  jpegs.forEach((jpeg) => response.write(part(jpeg)));
}

const withLength = (jpeg: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`--b\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`), jpeg, Buffer.from('\r\n')]);

describe('Motion JPEG', () => {
  test.each<[string, string, (jpeg: Buffer) => Buffer]>([
    ['with lengths', 'multipart/x-mixed-replace; boundary=b', withLength],
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
    const camera = await serve((_request, response) => multipart(response, type, part));
    // Slowly enough that nothing is left out for coming too fast.
    const { recorder } = start(`http://127.0.0.1:${camera.port}/video`, {}, 60, new HurryingClock());
    expect(await recorder.untilFrames(4)).toEqual(jpegs);
    expect(camera.requests).toHaveLength(1);
  });

  test('is limited to the frame rate', async () => {
    const camera = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=b' });
      response.end(Buffer.concat(Array<Buffer>(100).fill(withLength(first))));
    });
    // By this clock they come ten times a second.
    const { recorder } = start(`http://127.0.0.1:${camera.port}/`, {}, 2, new HurryingClock(100));
    await recorder.untilEnded();
    expect(recorder.frames.length).toBeGreaterThan(17);
    expect(recorder.frames.length).toBeLessThan(24);
  });

  test('that ends is a sentence, with the place for those who may know it only', async () => {
    const camera = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=b' }).end(withLength(first));
    });
    const { recorder } = start(`http://127.0.0.1:${camera.port}/secret-path`);
    expect(await recorder.untilEnded()).toBe(`the camera at 127.0.0.1:${camera.port} ended its stream of pictures`);
    expect(recorder.saidToEveryone).toEqual(['the camera ended its stream of pictures']);
    expect(recorder.frames).toEqual([first]);
  });

  test('that breaks off in a picture is a sentence', async () => {
    const camera = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=b' });
      response.write(withLength(first).subarray(0, -20), () => response.destroy());
    });
    const { recorder } = start(`http://127.0.0.1:${camera.port}/`);
    expect(await recorder.untilEnded()).toMatch(/broke the connection off$/);
    expect(recorder.frames).toEqual([]);
  });

  test('ends with its capture, and says nothing more', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const camera = await serve((request, response) => {
      closed = once(request.socket, 'close');
      multipart(response, 'multipart/x-mixed-replace; boundary=b', withLength);
    });
    const { recorder, capture } = start(`http://127.0.0.1:${camera.port}/`);
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
    const camera = await serve((request, response) => {
      waiting += 1;
      most = Math.max(most, waiting);
      ports.add(request.socket.remotePort);
      response.on('finish', () => (waiting -= 1));
      response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(jpegs[(camera.requests.length - 1) % 4]);
    });
    const { recorder } = start(`http://127.0.0.1:${camera.port}/shot.jpg?x=1`, {}, 2, clock);
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
    const camera = await serve((request, response) => {
      if (request.headers['if-none-match'] === '"one"') {
        response.writeHead(304).end();
      } else {
        response.writeHead(200, { 'Content-Type': 'image/jpeg', ETag: '"one"' }).end(first);
      }
    });
    const { recorder } = start(`http://127.0.0.1:${camera.port}/`, {}, 2, clock);
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
    const camera = await serve((request, response) => {
      response.writeHead(200, { 'Content-Type': 'image/jpeg', Connection: 'keep-alive' }).end(first, () => request.socket.destroy());
    });
    const { recorder } = start(`http://127.0.0.1:${camera.port}/`);
    expect(await recorder.untilFrames(3)).toEqual([first, first, first]);
  });
});

describe('who asks', () => {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const fields = (header = ''): Record<string, string> =>
    Object.fromEntries([...header.matchAll(/(\w+)="?([^",]*)"?/g)].map(([, name = '', value = '']) => [name, value]));
  const nonce = 'dcd98b7102dd2f0e8b11d0f600bfb0c093';
  /** Lets pass whoever knows the password by digest, once for each count. */
  const withDigest =
    (answer: RequestListener, challenge = `Digest realm="cat cam", qop="auth,auth-int", nonce="${nonce}", opaque="o"`): RequestListener =>
    (request, response) => {
      const { username, realm, uri, nc, cnonce, qop, response: given } = fields(request.headers.authorization);
      const secret = md5(`cat:cat cam:mouse "1"`);
      const method = md5(`${request.method}:${request.url}`);
      const wanted = qop === undefined ? md5(`${secret}:${nonce}:${method}`) : md5(`${secret}:${nonce}:${nc}:${cnonce}:auth:${method}`);
      if (username === 'cat' && realm === 'cat cam' && uri === request.url && given === wanted) {
        answer(request, response);
      } else {
        response.writeHead(401, { 'WWW-Authenticate': ['Basic realm="cat cam"', challenge] }).end();
      }
    };
  const picture: RequestListener = (_request, response) => void response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(first);

  test('answers a digest, and once for many pictures', async () => {
    const camera = await serve(withDigest(picture));
    const { recorder } = start(`http://127.0.0.1:${camera.port}/shot?a=b`, { username: 'cat', password: 'mouse "1"' });
    await recorder.untilFrames(3);
    expect(camera.requests[0]?.headers.authorization).toBeUndefined();
    expect(camera.requests.slice(1, 4).map(({ headers }) => fields(headers.authorization)['nc'])).toEqual([
      '00000001',
      '00000002',
      '00000003',
    ]);
  });

  test('answers a digest without qop, as old cameras ask for it', async () => {
    const camera = await serve(withDigest(picture, `Digest realm="cat cam", nonce="${nonce}"`));
    const { recorder } = start(`http://cat:mouse%20%221%22@127.0.0.1:${camera.port}/`);
    await recorder.untilFrames(1);
  });

  test('answers Basic where there is nothing better', async () => {
    const camera = await serve((request, response) => {
      if (request.headers.authorization === `Basic ${Buffer.from('cat:mäuse').toString('base64')}`) {
        picture(request, response);
      } else {
        response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="cam", charset="UTF-8"' }).end();
      }
    });
    const { recorder } = start(`http://127.0.0.1:${camera.port}/`, { username: 'cat', password: 'mäuse' });
    await recorder.untilFrames(1);
  });

  test('wrong and missing credentials are a sentence without them', async () => {
    const camera = await serve(withDigest(picture));
    const wrong = start(`http://127.0.0.1:${camera.port}/`, { username: 'cat', password: 'rat' });
    expect(await wrong.recorder.untilEnded()).toBe(`the camera at 127.0.0.1:${camera.port} does not accept the username and the password`);
    expect(camera.requests).toHaveLength(2);
    const none = start(`http://127.0.0.1:${camera.port}/`);
    expect(await none.recorder.untilEnded()).toMatch(/asks for a username and a password$/);
  });

  test('a redirect to another host is not told', async () => {
    const other = await serve((_request, response) => void response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end());
    const camera = await serve((_request, response) => void response.writeHead(302, { Location: `http://cam.test:${other.port}/` }).end());
    const { recorder } = start(`http://127.0.0.1:${camera.port}/`, { username: 'cat', password: 'mouse' });
    expect(await recorder.untilEnded()).toMatch(/answers with the status 401|asks for a username/);
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});

describe('what is no camera is one sentence', () => {
  test.each<[string, RequestListener, RegExp]>([
    [
      'a login page',
      (_, response) => void response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<html>'),
      /answers with a web page; the address of its picture/,
    ],
    [
      'another kind of picture',
      (_, response) => void response.writeHead(200, { 'Content-Type': 'image/png' }).end('x'),
      /sends image\/png; JPEG or MJPEG is needed$/,
    ],
    [
      'a JPEG that is none',
      (_, response) => void response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end('not a picture'),
      /sends data that is no picture$/,
    ],
    [
      'garbage without end',
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024, 7))) {
            // Until the buffer is full.
          }
        };
        response.on('drain', more);
        more();
      },
      /sends data that is no picture$/,
    ],
    ['nothing there', (_, response) => void response.writeHead(404).end(), /has nothing at this address \(404\)$/],
    ['a server that closes', (request) => void request.socket.destroy(), /broke the connection off$/],
    ['redirects without end', (request, response) => void response.writeHead(302, { Location: request.url }).end(), /more than 5 times$/],
    [
      'a header without end',
      (_, response) => void response.socket?.write(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(100_000)}`),
      /sends a header without end$/,
    ],
  ])('%s', async (_, answer, reason) => {
    const camera = await serve(answer);
    const { recorder } = start(`http://127.0.0.1:${camera.port}/secret?token=secret`);
    expect(await recorder.untilEnded()).toMatch(reason);
    expect(recorder.reasons.join() + recorder.saidToEveryone.join()).not.toContain('secret');
  });

  test('a server of something else, one that is not there, and a name that leads nowhere', async () => {
    const port = await listen(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    expect(await start(`http://127.0.0.1:${port}/`).recorder.untilEnded()).toMatch(/does not speak HTTP at that port$/);
    expect(await start(`https://127.0.0.1:${port}/`).recorder.untilEnded()).toMatch(
      /does not speak TLS at that port, or none that is understood$/,
    );
    const free = await listen(createTcpServer());
    await closers.shift()?.();
    await Promise.all(closers.splice(0).map((close) => close()));
    expect(await start(`http://127.0.0.1:${free}/`).recorder.untilEnded()).toMatch(/refuses the connection/);
    const nowhere = start('http://nowhere.test/');
    expect(await nowhere.recorder.untilEnded()).toBe('there is no nowhere.test on the network');
    expect(nowhere.recorder.saidToEveryone).toEqual(['the camera cannot be reached']);
    expect(await start('http:///path').recorder.untilEnded()).not.toBe('');
  });

  test('one that takes the question and says nothing', async () => {
    const clock = new ManualClock();
    const camera = await serve(() => {});
    const { recorder } = start(`http://127.0.0.1:${camera.port}/`, {}, 15, clock);
    await expect.poll(() => camera.requests.length).toBe(1);
    for (let seconds = 0; seconds < 8; seconds += 1) {
      await clock.advance(1000);
    }
    expect(await recorder.untilEnded()).toMatch(/does not answer$/);
  });
});

describe('HTTPS', () => {
  async function secure(): Promise<{ port: number; fingerprint: string; requests: string[] }> {
    const requests: string[] = [];
    const identity = await makeCertificate(await makePrivateKey(), { names: ['cam.test'], addresses: [] }, Date.now());
    const port = await listen(
      createHttpsServer({ cert: identity.certificate, key: identity.key }, (request, response) => {
        requests.push(request.url ?? '');
        response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(first);
      }),
    );
    return { port, fingerprint: fingerprintOf(identity), requests };
  }

  test('a certificate that nobody signed is shown, and used once it was confirmed', async () => {
    const camera = await secure();
    const unknown = start(`https://cam.test:${camera.port}/`);
    expect(await unknown.recorder.untilEnded()).toBe(
      `the camera at cam.test:${camera.port} has a certificate that nobody signed whom this system trusts; confirm its fingerprint to use it: ${camera.fingerprint}`,
    );
    expect(unknown.recorder.fingerprints).toEqual([camera.fingerprint]);
    expect(camera.requests).toEqual([]);
    const confirmed = start(`https://cam.test:${camera.port}/`, { certificateFingerprint: camera.fingerprint.toLowerCase() });
    await confirmed.recorder.untilFrames(2);
  });

  test('another one than was confirmed gets no request', async () => {
    const camera = await secure();
    const { recorder } = start(`https://cam.test:${camera.port}/`, { username: 'a', password: 'b', certificateFingerprint: 'AB:CD' });
    expect(await recorder.untilEnded()).toContain('has another certificate than the one that was confirmed');
    expect(recorder.fingerprints).toEqual([camera.fingerprint]);
    expect(camera.requests).toEqual([]);
  });
});

describe('another PetLog', () => {
  test('is asked for its live picture, with the token', async () => {
    const camera = await serve((_request, response) => multipart(response, 'multipart/x-mixed-replace; boundary=b', withLength));
    const { recorder } = start(
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
    const camera = await serve((request, response) => {
      const status = request.headers.authorization === 'Bearer right' ? 409 : 401;
      response.writeHead(status, { 'Content-Type': 'application/problem+json' });
      response.end(JSON.stringify({ code: 'privacy', detail: 'The camera is switched off for privacy; release it first.' }));
    });
    const address = `petlog+http://127.0.0.1:${camera.port}`;
    expect(await start(address, { password: 'right' }).recorder.untilEnded()).toBe(
      `the camera at 127.0.0.1:${camera.port} says: The camera is switched off for privacy; release it first`,
    );
    expect(await start(address, { password: 'wrong' }).recorder.untilEnded()).toMatch(/does not accept the token/);
    expect(await start(address).recorder.untilEnded()).toMatch(/asks for a token/);
  });
});
