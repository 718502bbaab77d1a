import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findStream } from '../../../../main/camera/discovery/find-stream.ts';
import { usernameToken } from '../../../../main/camera/discovery/username-token.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import { loopbackAddresses } from '../../../support/entered-addresses.ts';
import { FakeOnvifCamera } from '../../../support/fake-onvif.ts';

const known = { username: 'cat', password: 'm<u>se & co' };
let camera: FakeOnvifCamera;

beforeEach(async () => {
  camera = await FakeOnvifCamera.open('127.0.0.2', 'rtsp://10.9.8.7:8554/Streaming/101?a=1&amp;b=2');
});

afterEach(() => camera[Symbol.asyncDispose]());

const find = (source: string, credentials = known): Promise<string | null> =>
  findStream(source, {
    credentials,
    addresses: loopbackAddresses(),
    clock: createSystemClock(),
    onvifServiceOf: (address) => (address === '127.0.0.2' ? camera.service : undefined),
  });

/** A camera whose clock began anew when its battery was empty. */
const oldClock = new Date('2015-03-01T00:04:05Z');

describe('the video of an ONVIF camera', () => {
  test.each([
    ['right', new Date()],
    ['wrong', oldClock],
  ])('is told to whoever proves to know the password, by its own clock, which is %s', async (_, now) => {
    camera.login = { ...known, now };
    expect(await find('rtsp://127.0.0.2:554/')).toBe('rtsp://127.0.0.2:8554/Streaming/101?a=1&b=2');
    expect(await find('rtsp://127.0.0.2')).toBe('rtsp://127.0.0.2:8554/Streaming/101?a=1&b=2');
    expect(camera.calls.slice(0, 4)).toEqual(['GetSystemDateAndTime', 'GetCapabilities', 'GetProfiles', 'GetStreamUri']);
  });

  test('is not told to others', async () => {
    camera.login = { ...known, now: new Date() };
    expect(await find('rtsp://127.0.0.2/', { ...known, password: 'rat' })).toBeNull();
    expect(camera.calls).toEqual(['GetSystemDateAndTime', 'GetCapabilities']);
  });

  test('is not asked for where the address has a path, or nobody says who asks', async () => {
    expect(await find('rtsp://127.0.0.2/live')).toBeNull();
    expect(await find('rtsp://127.0.0.2/?channel=1')).toBeNull();
    expect(await find('http://127.0.0.2/')).toBeNull();
    expect(await find('rtsp://127.0.0.2/', { username: '', password: '' })).toBeNull();
    expect(camera.calls).toEqual([]);
  });

  test('nobody there is no reason to fail', async () => {
    expect(await find('rtsp://127.0.0.9/')).toBeNull();
    expect(await find('rtsp://[::1]/')).toBeNull();
  });
});

test("the token is the one of the example in the ONVIF Application Programmer's Guide, 6.1.1.3", () => {
  const token = usernameToken(
    { username: 'user', password: 'userpassword' },
    new Date('2010-09-16T07:50:45Z'),
    Buffer.from('LKqI6G/AikKCQrN0zqZFlg==', 'base64'),
  );
  expect(token).toContain('#PasswordDigest">tuOSpGlFlIXsozq4HFNeeGeFLEI=<');
  expect(token).toContain('<u:Created>2010-09-16T07:50:45Z</u:Created>');
});
