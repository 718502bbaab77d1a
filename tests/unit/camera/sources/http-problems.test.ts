import type { RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpCameras } from '../../../support/http-cameras.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const cameras = new HttpCameras();

afterEach(() => cameras.close());

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
    const camera = await cameras.serve(answer);
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/secret?token=secret`);
    expect(await recorder.untilEnded()).toMatch(reason);
    expect(recorder.reasons.join() + recorder.saidToEveryone.join()).not.toContain('secret');
  });

  test('a server of something else, one that is not there, and a name that leads nowhere', async () => {
    const port = await cameras.listen(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    expect(await cameras.start(`http://127.0.0.1:${port}/`).recorder.untilEnded()).toMatch(/does not speak HTTP at that port$/);
    expect(await cameras.start(`https://127.0.0.1:${port}/`).recorder.untilEnded()).toMatch(
      /does not speak TLS at that port, or none that is understood$/,
    );
    const free = await cameras.listen(createTcpServer());
    await cameras.close();
    expect(await cameras.start(`http://127.0.0.1:${free}/`).recorder.untilEnded()).toMatch(/refuses the connection/);
    const nowhere = cameras.start('http://nowhere.test/');
    expect(await nowhere.recorder.untilEnded()).toBe('there is no nowhere.test on the network');
    expect(nowhere.recorder.saidToEveryone).toEqual(['the camera cannot be reached']);
    expect(await cameras.start('http:///path').recorder.untilEnded()).not.toBe('');
  });

  test('one that takes the question and says nothing', async () => {
    const clock = new ManualClock();
    const camera = await cameras.serve(() => {});
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/`, {}, 15, clock);
    await expect.poll(() => camera.requests.length).toBe(1);
    for (let seconds = 0; seconds < 8; seconds += 1) {
      await clock.advance(1000);
    }
    expect(await recorder.untilEnded()).toMatch(/does not answer$/);
  });
});
