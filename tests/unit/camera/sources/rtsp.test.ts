import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { NetworkAccess } from '../../../../main/camera/sources/network-camera.ts';
import { RtspSource } from '../../../../main/camera/sources/rtsp.ts';
import type { CameraPacket, Capture } from '../../../../main/camera/source.ts';
import { nalUnitType, splitNalUnits } from '../../../../main/mp4/annex-b.ts';
import { makeCertificate, makePrivateKey } from '../../../../main/network/make-certificate.ts';
import { fingerprintOf } from '../../../../main/network/tls-identity.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import type { Spawn } from '../../../../main/system/child-program.ts';
import { CaptureRecorder, captureSettings } from '../../../support/capture-recorder.ts';
import { loopbackAddresses } from '../../../support/entered-addresses.ts';
import { footageH264 } from '../../../support/footage-h264.ts';
import { startGstRtspServer } from '../../../support/gst-rtsp-server.ts';
import { isAlive } from '../../../support/process-life.ts';
import { RtspServer, type RtspServerOptions } from '../../../support/rtsp-server.ts';

const footage = footageH264();
const captures: Capture[] = [];

afterEach(async () => {
  await Promise.all(captures.splice(0).map((capture) => capture.kill()));
});

interface Started {
  readonly recorder: CaptureRecorder;
  readonly capture: Capture;
  /** Of the programs that were started. */
  readonly pids: number[];
}

function start(address: string, access: Partial<NetworkAccess> = {}): Started {
  const pids: number[] = [];
  const watched: Spawn = (file, words, options) => {
    const child = spawn(file, words, options);
    pids.push(child.pid ?? 0);
    return child;
  };
  const dependencies = { spawn: watched, clock: createSystemClock(), environment: process.env, addresses: loopbackAddresses() };
  const source = new RtspSource(address, { username: '', password: '', certificateFingerprint: null, ...access }, dependencies);
  const recorder = new CaptureRecorder();
  const capture = source.start(captureSettings, recorder);
  captures.push(capture);
  return { recorder, capture, pids };
}

const camera = (options: Partial<RtspServerOptions> = {}): Promise<RtspServer> => RtspServer.start({ footage, ...options });

const typesOf = ({ annexB }: CameraPacket): number[] => splitNalUnits(annexB).map(nalUnitType);
const slicesOf = ({ annexB }: CameraPacket): Buffer[] => splitNalUnits(annexB).filter((unit) => nalUnitType(unit) <= 5);
const footageSlices = (from: number, until: number): Buffer[] =>
  footage.pictures.slice(from, until).flatMap(({ units }) => units.filter((unit) => nalUnitType(unit) <= 5));

test('passes H.264 on as it is, with the parameter sets of the description before each keyframe', async () => {
  await using server = await camera();
  const { recorder } = start(`rtsp://127.0.0.1:${server.port}/cam?x=1`);
  const packets = await recorder.untilPackets(300);
  expect(packets.flatMap(slicesOf)).toEqual(footageSlices(0, 300));
  const keyframes = packets.filter(({ isKeyframe }) => isKeyframe);
  expect(keyframes.map(typesOf)).toEqual([
    [7, 8, 6, 5],
    [7, 8, 5],
  ]);
  expect(splitNalUnits(keyframes[1]?.annexB ?? Buffer.alloc(0)).slice(0, 2)).toEqual([
    footage.sequenceParameters,
    footage.pictureParameters,
  ]);
  expect(packets.filter(({ isKeyframe }) => !isKeyframe).every((packet) => typesOf(packet)[0] === 1)).toBe(true);
  // The camera's own times, B-frames and all.
  packets.slice(0, 30).forEach(({ sourceMilliseconds }, index) => {
    expect(sourceMilliseconds).toBeCloseTo(footage.pictures[index]?.shownMilliseconds ?? -1, 0);
  });
  expect(server.requests.map(({ method, url }) => [method, url])).toEqual([
    ['OPTIONS', `rtsp://127.0.0.1:${server.port}/cam?x=1`],
    ['DESCRIBE', `rtsp://127.0.0.1:${server.port}/cam?x=1`],
    ['SETUP', `rtsp://127.0.0.1:${server.port}/cam?x=1/trackID=1`],
    ['PLAY', `rtsp://127.0.0.1:${server.port}/cam?x=1/`],
  ]);
});

test('understands gst-rtsp-server, digest and all', async () => {
  await using server = await startGstRtspServer('cat', 'mouse');
  const { recorder } = start(`rtsp://127.0.0.1:${server.port}/cat`, { username: 'cat', password: 'mouse' });
  const packets = await recorder.untilPackets(40);
  expect(packets.flatMap(slicesOf)).toEqual(footageSlices(0, 40));
  const first = packets[0]?.sourceMilliseconds ?? NaN;
  packets.forEach(({ sourceMilliseconds }, index) => {
    expect((sourceMilliseconds ?? NaN) - first).toBeCloseTo(footage.pictures[index]?.shownMilliseconds ?? -1, 0);
  });
  const wrong = start(`rtsp://127.0.0.1:${server.port}/cat`, { username: 'cat', password: 'rat' });
  expect(await wrong.recorder.untilEnded()).toMatch(/does not accept the username and the password$/);
  const nothing = start(`rtsp://127.0.0.1:${server.port}/dog`, { username: 'cat', password: 'mouse' });
  expect(await nothing.recorder.untilEnded()).toMatch(/has nothing at this address \(404\)$/);
});

describe('who asks', () => {
  test.each(['digest', 'basic'] as const)('answers %s, and the credentials are in no argument and no variable', async (scheme) => {
    const login = { scheme, username: 'cat', password: 'sesame-7713' };
    await using server = await camera({ login });
    const { recorder, pids } = start(`rtsp://127.0.0.1:${server.port}/hidden-path`, login);
    await recorder.untilPackets(3);
    const [pid = 0] = pids;
    const [words, variables] = await Promise.all(['cmdline', 'environ'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')));
    expect(words).toContain('capture-process');
    for (const secret of ['cat', 'sesame-7713', 'hidden-path']) {
      expect((words ?? '').split('\0').at(-2)).not.toContain(secret);
      expect(variables).not.toContain('sesame-7713');
    }
  });

  test('takes what stands in the address, and none of it goes anywhere else', async () => {
    await using server = await camera({ login: { scheme: 'digest', username: 'cat', password: 'p@ss' } });
    const { recorder } = start(`rtsp://cat:p%40ss@127.0.0.1:${server.port}/`);
    await recorder.untilPackets(1);
    expect(server.requests.some(({ url }) => url.includes('cat') || url.includes('p@ss'))).toBe(false);
  });

  test('wrong and missing ones are one sentence without them', async () => {
    await using server = await camera({ login: { scheme: 'digest', username: 'cat', password: 'mouse' } });
    const wrong = start(`rtsp://127.0.0.1:${server.port}/secret`, { username: 'cat', password: 'secret-rat' });
    expect(await wrong.recorder.untilEnded()).toBe(`the camera at 127.0.0.1:${server.port} does not accept the username and the password`);
    expect(wrong.recorder.saidToEveryone).toEqual(['the camera does not accept the username and the password']);
    expect(await start(`rtsp://127.0.0.1:${server.port}/`).recorder.untilEnded()).toMatch(/asks for a username and a password$/);
  });
});

describe('what does not work is one sentence', () => {
  test('nobody there, no such name, an address that is not allowed, and a server of something else', async () => {
    const server = createServer((socket) =>
      socket
        .resume()
        .on('error', () => {})
        .end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await start(`rtsp://127.0.0.1:${port}/`).recorder.untilEnded()).toMatch(/does not speak RTSP at that port$/);
    await new Promise((resolve) => server.close(resolve));
    expect(await start(`rtsp://cam.test:${port}/`).recorder.untilEnded()).toBe(
      `the camera at cam.test:${port} refuses the connection: nothing listens at that port`,
    );
    const unknown = start('rtsp://nowhere.test/');
    expect(await unknown.recorder.untilEnded()).toBe('there is no nowhere.test on the network');
    expect(unknown.recorder.saidToEveryone).toEqual(['the camera cannot be reached']);
    expect(await start('rtsp://[::1]:554/').recorder.untilEnded()).toMatch(/is this machine itself/);
  });
});

test('follows a redirect, without the credentials to another host', async () => {
  await using elsewhere = await camera({ login: { scheme: 'basic', username: 'cat', password: 'mouse' } });
  await using server = await camera({
    answer: (method) => (method === 'DESCRIBE' ? `302 Found\r\nLocation: rtsp://cam.test:${elsewhere.port}/new` : undefined),
  });
  const { recorder } = start(`rtsp://127.0.0.1:${server.port}/`, { username: 'cat', password: 'mouse' });
  expect(await recorder.untilEnded()).toBe(`the camera at cam.test:${elsewhere.port} asks for a username and a password`);
  expect(elsewhere.requests.map(({ url }) => url)).toContain(`rtsp://cam.test:${elsewhere.port}/new`);
  await using forbidden = await camera({
    answer: (method) => (method === 'DESCRIBE' ? '302 Found\r\nLocation: rtsp://[::1]:1/' : undefined),
  });
  expect(await start(`rtsp://127.0.0.1:${forbidden.port}/`).recorder.untilEnded()).toMatch(/is this machine itself/);
});

test('speaks TLS with a certificate that was confirmed, and tells nothing to any other', async () => {
  const identity = await makeCertificate(await makePrivateKey(), { names: ['other.test'], addresses: [] }, Date.now());
  await using server = await camera({ identity });
  const unknown = start(`rtsps://cam.test:${server.port}/`);
  expect(await unknown.recorder.untilEnded()).toContain(fingerprintOf(identity));
  expect(unknown.recorder.fingerprints).toEqual([fingerprintOf(identity)]);
  expect(server.requests).toEqual([]);
  const { recorder } = start(`rtsps://cam.test:${server.port}/`, { certificateFingerprint: fingerprintOf(identity) });
  expect((await recorder.untilPackets(3)).flatMap(slicesOf)).toEqual(footageSlices(0, 3));
});

test('leaves the camera in good order, and at once when it hangs', async () => {
  await using server = await camera({ pictures: 5, then: 'stall' });
  const orderly = start(`rtsp://127.0.0.1:${server.port}/`);
  await orderly.recorder.untilPackets(3);
  await orderly.capture.stop();
  expect((await server.untilRequest('TEARDOWN')).headers.get('session')).toBe('17');
  const hung = start(`rtsp://127.0.0.1:${server.port}/`);
  await hung.recorder.untilPackets(3);
  await hung.capture.kill();
  expect([...orderly.pids, ...hung.pids].map(isAlive)).toEqual([false, false]);
  expect([orderly.recorder.reasons, hung.recorder.reasons]).toEqual([[], []]);
});

test('a capture process that is lost is a sentence', async () => {
  await using server = await camera();
  const { recorder, pids } = start(`rtsp://127.0.0.1:${server.port}/`);
  await recorder.untilPackets(1);
  process.kill(pids[0] ?? 0, 'SIGKILL');
  expect(await recorder.untilEnded()).toBe(
    `the camera at 127.0.0.1:${server.port} is lost: the process that speaks with it was killed by SIGKILL`,
  );
});
