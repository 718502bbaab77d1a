import { expect, test } from 'vitest';
import { EventBus } from '../../../main/events/event-bus.ts';
import { createSystemClock } from '../../../main/system/clock.ts';

test.each([null, 'garden'])('a listener that throws keeps nobody else from hearing, and is told of: camera %s', (cameraId) => {
  const faults: unknown[] = [];
  const all = new EventBus(createSystemClock(), (error, name) => faults.push([error, name]));
  const bus = cameraId === null ? all : all.ofCamera(cameraId);
  const fault = new Error('a listener failed');
  const heard: string[] = [];
  bus.on('privacy.changed', () => {
    throw fault;
  });
  bus.on('privacy.changed', ({ on }) => heard.push(`on: ${on}`));
  all.onAny(({ name }) => heard.push(name));
  bus.emit('privacy.changed', { on: true });
  expect(heard).toEqual(['on: true', 'privacy.changed']);
  expect(faults).toEqual([[fault, 'privacy.changed']]);
});
