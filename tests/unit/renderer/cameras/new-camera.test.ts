import { expect, test } from 'vitest';
import { type FoundCamera, NewCamera } from '../../../../renderer/state/cameras/new-camera.ts';
import { CallError, type PetLogClient } from '../../../../renderer/transport/petlog-client.ts';
import type { CameraTestOutput } from '../../../../shared/cameras.ts';

const seen: CameraTestOutput = { ok: true, picture: 'AAAA', resolution: [320, 180], frame_rate: 9.8 };
const usb: FoundCamera = { source: 'v4l2:/dev/video0', name: 'Webcam', kind: 'usb', in_use_by: null };
const onvif: FoundCamera = { source: 'rtsp://192.168.1.20:554/', name: 'Front door', kind: 'onvif', in_use_by: null };

/** A PetLog whose answers a test gives. */
function start() {
  const calls: { name: string; input: object; answer: PromiseWithResolvers<unknown> }[] = [];
  const client = {
    call(name: string, input: object) {
      const answer = Promise.withResolvers<unknown>();
      calls.push({ name, input, answer });
      return answer.promise;
    },
  } as unknown as PetLogClient;
  const camera = new NewCamera(client, () => {});
  camera.open();
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const next = (name: string) => {
    const index = calls.findIndex((call) => call.name === name);
    return calls.splice(index, index < 0 ? 0 : 1)[0];
  };
  return {
    camera,
    /** Answers the oldest call of the name, and tells what was asked. */
    async answer(name: string, value: unknown): Promise<object | undefined> {
      const call = next(name);
      if (value instanceof Error) {
        call?.answer.reject(value);
      } else {
        call?.answer.resolve(value);
      }
      await settle();
      return call?.input;
    },
    async found(...sources: FoundCamera[]): Promise<void> {
      await this.answer('cameras.sources', { sources });
    },
  };
}

test('only what gave a picture can be added, as it was entered then', async () => {
  const { camera, answer } = start();
  camera.change('source', ' http://10.0.0.5/video ');
  camera.change('username', 'cat');
  camera.change('password', ' mouse ');
  expect(await camera.add()).toBeNull();
  void camera.try();
  expect(await answer('cameras.test', seen)).toEqual({ source: 'http://10.0.0.5/video', username: 'cat', password: ' mouse ' });
  expect(camera.trial).toEqual({ step: 'seen', picture: 'AAAA', resolution: [320, 180], framesPerSecond: 9.8 });
  camera.change('password', 'other');
  expect(camera.isTried).toBe(false);
  expect(await camera.add()).toBeNull();

  void camera.try();
  await answer('cameras.test', seen);
  expect(await camera.add()).toBeNull();
  expect(camera.problem).toEqual({ field: 'name' });
  camera.change('name', ' Garden ');
  expect(camera.problem).toBeNull();
  const added = camera.add();
  expect(await answer('cameras.add', { name: 'Garden' })).toEqual({
    source: 'http://10.0.0.5/video',
    username: 'cat',
    password: 'other',
    name: 'Garden',
  });
  expect(await added).toEqual({ name: 'Garden' });
});

test('an answer about what was entered before, or after it was closed, is no longer heard', async () => {
  const { camera, answer } = start();
  camera.change('source', 'http://10.0.0.5/');
  void camera.try();
  camera.change('source', 'http://10.0.0.6/');
  void camera.try();
  await answer('cameras.test', seen);
  expect(camera.trial).toEqual({ step: 'running' });
  await answer('cameras.test', { ok: false, reason: 'no picture came within 10 s.' });
  expect(camera.trial).toEqual({ step: 'refused', reason: 'no picture came within 10 s' });
  void camera.try();
  camera.close();
  await answer('cameras.test', seen);
  await answer('cameras.sources', { sources: [usb] });
  expect(camera).toMatchObject({ trial: { step: 'none' }, found: null, values: { source: '', password: '' } });
});

test('a certificate that nobody signed is confirmed, and forgotten with its address', async () => {
  const { camera, answer } = start();
  camera.change('source', 'https://10.0.0.5/');
  void camera.try();
  await answer('cameras.test', { ok: false, reason: 'it is not signed', certificate_fingerprint: 'AB:CD' });
  expect(camera.trial).toEqual({ step: 'unsigned' });
  camera.confirm(true);
  expect(await answer('cameras.test', seen)).toEqual({ source: 'https://10.0.0.5/', certificate_fingerprint: 'AB:CD' });
  expect(camera.isTried).toBe(true);
  camera.confirm(false);
  expect(camera.trial).toEqual({ step: 'unsigned' });
  camera.change('source', 'https://10.0.0.6/');
  expect(camera.certificate).toBeNull();
  void camera.try();
  expect(await answer('cameras.test', seen)).toEqual({ source: 'https://10.0.0.6/' });
});

test('what was entered for one camera is not told to another, and is not lost', async () => {
  const petlog = start();
  const { camera } = petlog;
  await petlog.found(usb, onvif);
  camera.change('source', 'http://10.0.0.5/');
  camera.change('password', 'mouse');
  camera.choose(usb.source);
  expect(camera).toMatchObject({ hasAddress: false, values: { source: usb.source, password: '', name: 'Webcam' } });
  camera.choose(onvif.source);
  expect(camera).toMatchObject({ hasAddress: true, values: { source: onvif.source, password: '', name: 'Front door' } });
  camera.change('name', 'Door');
  camera.choose(null);
  expect(camera.values).toEqual({ source: 'http://10.0.0.5/', username: '', password: 'mouse', name: 'Door' });
});

test('a chosen camera that somebody else takes meanwhile is chosen no longer', async () => {
  const petlog = start();
  const { camera } = petlog;
  await petlog.found(usb);
  camera.choose(usb.source);
  void camera.search();
  await petlog.found({ ...usb, in_use_by: 'garden' });
  expect(camera).toMatchObject({ chosen: null, values: { source: '' } });
});

test('what is refused stands beside its field', async () => {
  const { camera, answer } = start();
  void camera.try();
  expect(camera.problem).toEqual({ field: 'source' });
  camera.change('source', 'telnet://10.0.0.5/');
  void camera.try();
  const error = new CallError('invalid_input', 'source is wrong', [{ path: 'source', message: 'is wrong' }]);
  await answer('cameras.test', error);
  expect(camera).toMatchObject({ trial: { step: 'none' }, problem: { field: 'source', error } });
  camera.change('source', 'http://10.0.0.5/');
  camera.change('name', 'Garden');
  void camera.try();
  await answer('cameras.test', seen);
  const added = camera.add();
  await answer('cameras.add', new CallError('device_in_use', 'The camera "hall" uses it already.'));
  expect(await added).toBeNull();
  expect(camera).toMatchObject({ isSaving: false, isTried: true, problem: { field: 'source' } });
});

test('a camera that could not be added is told when nobody looks any more', async () => {
  const { camera, answer } = start();
  camera.change('source', 'http://10.0.0.5/');
  camera.change('name', 'Garden');
  void camera.try();
  await answer('cameras.test', seen);
  const outcome = expect(camera.add()).rejects.toMatchObject({ code: 'settings_not_saved' });
  camera.close();
  await answer('cameras.add', new CallError('settings_not_saved', 'The disk is full.'));
  await outcome;
  expect(camera.problem).toBeNull();
});

test('what the camera itself said of its address is tried, shown and saved', async () => {
  const started = start();
  const { camera, answer } = started;
  await started.found(onvif);
  camera.choose(onvif.source);
  camera.change('username', 'cat');
  camera.change('password', 'mouse');
  void camera.try();
  const source = 'rtsp://192.168.1.20:8554/Streaming/101';
  expect(await answer('cameras.test', { ...seen, source })).toMatchObject({ source: onvif.source });
  expect(camera.values.source).toBe(source);
  expect(camera.isTried).toBe(true);
  void camera.add();
  expect(await answer('cameras.add', { camera_id: 'front-door', name: 'Front door' })).toMatchObject({ source, name: 'Front door' });
});
