import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { afterEach, describe, expect, test } from 'vitest';
import { makeCertificate, makePrivateKey } from '../../../../main/network/make-certificate.ts';
import { fingerprintOf } from '../../../../main/network/tls-identity.ts';
import { HttpCameras } from '../../../support/http-cameras.ts';
import { smallJpegs } from '../../../support/small-jpegs.ts';

const jpegs = await smallJpegs(4);
const [first = Buffer.alloc(0)] = jpegs;
const cameras = new HttpCameras();

afterEach(() => cameras.close());

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
    const camera = await cameras.serve(withDigest(picture));
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/shot?a=b`, { username: 'cat', password: 'mouse "1"' });
    await recorder.untilFrames(3);
    expect(camera.requests[0]?.headers.authorization).toBeUndefined();
    expect(camera.requests.slice(1, 4).map(({ headers }) => fields(headers.authorization)['nc'])).toEqual([
      '00000001',
      '00000002',
      '00000003',
    ]);
  });

  test('answers a digest without qop, as old cameras ask for it', async () => {
    const camera = await cameras.serve(withDigest(picture, `Digest realm="cat cam", nonce="${nonce}"`));
    const { recorder } = cameras.start(`http://cat:mouse%20%221%22@127.0.0.1:${camera.port}/`);
    await recorder.untilFrames(1);
  });

  test('answers Basic where there is nothing better', async () => {
    const camera = await cameras.serve((request, response) => {
      if (request.headers.authorization === `Basic ${Buffer.from('cat:mäuse').toString('base64')}`) {
        picture(request, response);
      } else {
        response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="cam", charset="UTF-8"' }).end();
      }
    });
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/`, { username: 'cat', password: 'mäuse' });
    await recorder.untilFrames(1);
  });

  test('wrong and missing credentials are a sentence without them', async () => {
    const camera = await cameras.serve(withDigest(picture));
    const wrong = cameras.start(`http://127.0.0.1:${camera.port}/`, { username: 'cat', password: 'rat' });
    expect(await wrong.recorder.untilEnded()).toBe(`the camera at 127.0.0.1:${camera.port} does not accept the username and the password`);
    expect(camera.requests).toHaveLength(2);
    const none = cameras.start(`http://127.0.0.1:${camera.port}/`);
    expect(await none.recorder.untilEnded()).toMatch(/asks for a username and a password$/);
  });

  test('a redirect to another host is not told', async () => {
    const other = await cameras.serve(
      (_request, response) => void response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end(),
    );
    const camera = await cameras.serve(
      (_request, response) => void response.writeHead(302, { Location: `http://cam.test:${other.port}/` }).end(),
    );
    const { recorder } = cameras.start(`http://127.0.0.1:${camera.port}/`, { username: 'cat', password: 'mouse' });
    expect(await recorder.untilEnded()).toMatch(/answers with the status 401|asks for a username/);
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});

describe('HTTPS', () => {
  async function secure(): Promise<{ port: number; fingerprint: string; requests: string[] }> {
    const requests: string[] = [];
    const identity = await makeCertificate(await makePrivateKey(), { names: ['cam.test'], addresses: [] }, Date.now());
    const port = await cameras.listen(
      createHttpsServer({ cert: identity.certificate, key: identity.key }, (request, response) => {
        requests.push(request.url ?? '');
        response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(first);
      }),
    );
    return { port, fingerprint: fingerprintOf(identity), requests };
  }

  test('a certificate that nobody signed is shown, and used once it was confirmed', async () => {
    const camera = await secure();
    const unknown = cameras.start(`https://cam.test:${camera.port}/`);
    expect(await unknown.recorder.untilEnded()).toBe(
      `the camera at cam.test:${camera.port} has a certificate that nobody signed whom this system trusts; confirm its fingerprint to use it: ${camera.fingerprint}`,
    );
    expect(unknown.recorder.fingerprints).toEqual([camera.fingerprint]);
    expect(camera.requests).toEqual([]);
    const confirmed = cameras.start(`https://cam.test:${camera.port}/`, { certificateFingerprint: camera.fingerprint.toLowerCase() });
    await confirmed.recorder.untilFrames(2);
  });

  test('another one than was confirmed gets no request', async () => {
    const camera = await secure();
    const { recorder } = cameras.start(`https://cam.test:${camera.port}/`, {
      username: 'a',
      password: 'b',
      certificateFingerprint: 'AB:CD',
    });
    expect(await recorder.untilEnded()).toContain('has another certificate than the one that was confirmed');
    expect(recorder.fingerprints).toEqual([camera.fingerprint]);
    expect(camera.requests).toEqual([]);
  });
});
