import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { SourcePermission } from '../../../main/camera/source-permission.ts';
import { type CameraTest, testCamera } from '../../../main/camera/test-camera.ts';
import { makeCertificate, makePrivateKey } from '../../../main/network/make-certificate.ts';
import { fingerprintOf } from '../../../main/network/tls-identity.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { captureSettings } from '../../support/capture-recorder.ts';
import { loopbackAddresses } from '../../support/entered-addresses.ts';
import { footageH264 } from '../../support/footage-h264.ts';
import { footagePath } from '../../support/footage-jpegs.ts';
import { averageDifference, decodePixels } from '../../support/pixels.ts';
import { isAlive } from '../../support/process-life.ts';
import { RtspServer } from '../../support/rtsp-server.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** Tries a camera, and finds nothing left of it. */
async function tryOut(source: string, timeoutMilliseconds = 60_000): Promise<CameraTest> {
  const pids: number[] = [];
  const result = await testCamera(source, captureSettings, {
    clock: createSystemClock(),
    logger: silentLogger,
    permission: new SourcePermission({ ownSources: [source], allowedDirectories: [] }),
    addresses: loopbackAddresses(),
    mayFallBackToMock: false,
    timeoutMilliseconds,
    spawn: (file, words, options) => {
      const child = spawn(file, words, options);
      pids.push(child.pid ?? 0);
      return child;
    },
  });
  expect(pids.filter(isAlive)).toEqual([]);
  return result;
}

/** The footage as cameras encode, without B-frames. */
async function cameraFootage(directory: string): Promise<string> {
  const path = join(directory, 'camera.mp4');
  const encoding = ['-frames:v', '60', '-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-g', '15'];
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', footagePath, ...encoding, path]);
  return path;
}

test('a picture of H.264 is decoded, in its own colours', async () => {
  await using directory = await temporaryDirectory();
  const path = await cameraFootage(directory.path);
  await using server = await RtspServer.start({ footage: footageH264(path), intervalMilliseconds: 20 });
  const { picture = Buffer.alloc(0), frame_rate, ...rest } = await tryOut(`rtsp://127.0.0.1:${server.port}/`);
  expect(rest).toEqual({ ok: true, resolution: [1280, 720], codecs: ['h264'] });
  // By the camera's clock, whatever the speed at which it comes.
  expect(frame_rate).toBeGreaterThan(13);
  expect(frame_rate).toBeLessThan(17);
  expect(picture.length).toBeLessThanOrEqual(100_000);
  const asPng = ['-v', 'error', '-i', path, '-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', '-'];
  const { stdout: wanted } = await promisify(execFile)('ffmpeg', asPng, { encoding: 'buffer', maxBuffer: 16 * 1024 * 1024 });
  expect(averageDifference(await decodePixels(picture), await decodePixels(wanted))).toBeLessThan(3);
});

test('a large JPEG becomes a small one', async () => {
  const noise = Buffer.alloc(1920 * 1080 * 3);
  for (let at = 0; at < noise.length; at += 1) {
    noise[at] = (at * 7919) % 251;
  }
  const large = await sharp(noise, { raw: { width: 1920, height: 1080, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
  expect(large.length).toBeGreaterThan(300_000);
  const server = createServer((_request, response) => void response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(large));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { picture = Buffer.alloc(0), ...rest } = await tryOut(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect(rest).toMatchObject({ ok: true, resolution: [1920, 1080], codecs: ['mjpeg'] });
  expect(picture.length).toBeLessThanOrEqual(100_000);
  expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg' });
  // The connections that were kept are closed.
  await new Promise((resolve) => server.close(resolve));
});

test('a source of this machine is tried like any other', async () => {
  expect(await tryOut(`file:${footagePath}`)).toMatchObject({ ok: true, resolution: [1280, 720], codecs: ['mjpeg'] });
});

test('what is wrong is one sentence', async () => {
  const footage = footageH264();
  await using locked = await RtspServer.start({ footage, login: { scheme: 'digest', username: 'cat', password: 'mouse' } });
  expect(await tryOut(`rtsp://cat:wrong-secret@127.0.0.1:${locked.port}/`)).toEqual({
    ok: false,
    reason: `the camera at 127.0.0.1:${locked.port} does not accept the username and the password`,
  });
  expect(await tryOut('ftp://cam.test/')).toMatchObject({ ok: false, reason: expect.stringMatching(/it must be/) as string });
  await using bidirectional = await RtspServer.start({ footage });
  expect(await tryOut(`rtsp://127.0.0.1:${bidirectional.port}/`)).toEqual({
    ok: false,
    reason: expect.stringContaining('has B-frames') as string,
  });
  await using silent = await RtspServer.start({ footage, pictures: 0, then: 'stall' });
  expect(await tryOut(`rtsp://127.0.0.1:${silent.port}/`, 2500)).toEqual({
    ok: false,
    reason: expect.stringMatching(/^no picture came within/) as string,
  });
});

test('a certificate to be confirmed is told, and a picture that cannot be decoded', async () => {
  const footage = footageH264();
  const identity = await makeCertificate(await makePrivateKey(), { names: ['cam.test'], addresses: [] }, Date.now());
  await using secure = await RtspServer.start({ footage, identity });
  expect(await tryOut(`rtsps://cam.test:${secure.port}/`)).toMatchObject({ ok: false, certificate_fingerprint: fingerprintOf(identity) });
  // A keyframe that is none.
  const units = [Buffer.concat([Buffer.from([0x65, 0x80]), Buffer.alloc(40, 0xaa)])];
  await using broken = await RtspServer.start({
    footage: {
      ...footage,
      sequenceParameters: Buffer.from([0x67, 1, 2, 3, 0x80, 5]),
      pictures: [{ units, isKeyframe: true, shownMilliseconds: 0 }],
    },
    intervalMilliseconds: 50,
  });
  expect(await tryOut(`rtsp://127.0.0.1:${broken.port}/`)).toEqual({
    ok: false,
    reason: 'the camera answers, but its picture cannot be decoded',
  });
});
