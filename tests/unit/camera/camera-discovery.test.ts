import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { FakeCamera } from '../../support/fake-camera/fake-camera.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { discoveryIn, firstQuestion, offersAfter } from '../../support/discovery-surroundings.ts';

test("this machine's own: every module with its number, every USB camera with its name", async () => {
  await using programs = await FakeCamera.install(['rpicam-hello', 'rpicam-vid'], {
    cameras: ['imx708_wide [4608x2592 10-bit RGGB]', 'imx219 [3280x2464 10-bit RGGB]'],
  });
  await using directory = await temporaryDirectory();
  await mkdir(join(directory.path, 'dev/v4l/by-id'), { recursive: true });
  for (const [number, name] of ['usb-Acme_Cam_1-video-index0', 'usb-Acme_Cam_2-video-index0', 'usb-Acme_Cam_2-video-index1'].entries()) {
    await mkdir(join(directory.path, `sys/class/video4linux/video${number}`), { recursive: true });
    await writeFile(join(directory.path, `sys/class/video4linux/video${number}/name`), 'Acme Cam\n');
    await writeFile(join(directory.path, `dev/video${number}`), '');
    await symlink(`../../video${number}`, join(directory.path, 'dev/v4l/by-id', name));
  }
  await using surroundings = await discoveryIn({ links: [], environment: programs.environment({ only: true }), root: directory.path });
  const offers = await offersAfter(Promise.resolve(), surroundings);
  expect(offers).toEqual([
    { source: 'rpicam', name: 'Camera Module 3 (imx708_wide)', kind: 'camera_module' },
    { source: 'rpicam:1', name: 'Camera Module 2 (imx219)', kind: 'camera_module' },
    { source: 'v4l2:/dev/v4l/by-id/usb-Acme_Cam_1-video-index0', name: 'Acme Cam', kind: 'usb' },
    { source: 'v4l2:/dev/v4l/by-id/usb-Acme_Cam_2-video-index0', name: 'Acme Cam 2', kind: 'usb' },
  ]);
});

test('a camera of the legacy stack is offered where there is no other', async () => {
  await using programs = await FakeCamera.install(['raspistill', 'vcgencmd']);
  await using surroundings = await discoveryIn({ links: [], environment: programs.environment({ only: true }) });
  expect(await offersAfter(Promise.resolve(), surroundings)).toEqual([
    { source: 'raspistill', name: 'Camera Module', kind: 'camera_module' },
  ]);
});

describe('a look', () => {
  /** Those that are closed are gone a turn later. */
  const openSockets = async (): Promise<number> => {
    await nextTurn();
    return process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length;
  };

  test('is one for all who ask at the same time, and closes its sockets', async () => {
    const { done, onQuestion } = firstQuestion(async () => {});
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    const before = await openSockets();
    const both = [surroundings.discovery.discover(), surroundings.discovery.discover()];
    await done;
    expect(await openSockets()).toBe(before + 2);
    await surroundings.clock.advance(2000);
    expect(await Promise.all(both)).toEqual([[], []]);
    expect(surroundings.onvif.questions).toHaveLength(2);
    expect(await openSockets()).toBe(before);
    expect(surroundings.clock.pendingTimers).toBe(0);
  });

  test('ends when nobody wants it any more, and not before; the next one is new', async () => {
    const { done, onQuestion } = firstQuestion(async () => {});
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    const { discovery, clock, onvif } = surroundings;
    const before = await openSockets();
    const [first, second] = [new AbortController(), new AbortController()];
    const offers = [discovery.discover(first.signal), discovery.discover(second.signal)];
    await done;
    first.abort(new Error('gone'));
    await expect(offers[0]).rejects.toThrow('gone');
    expect(await openSockets()).toBe(before + 2);
    second.abort(new Error('gone too'));
    await expect(offers[1]).rejects.toThrow('gone too');
    await expect(discovery.discover(second.signal)).rejects.toThrow('gone too');
    const next = discovery.discover();
    await expect.poll(() => onvif.questions.length).toBe(2);
    await clock.advance(2000);
    expect(await next).toEqual([]);
    expect(await openSockets()).toBe(before);
  });

  test('that is closed gives what it has, and ends the programs that it asked', async () => {
    await using programs = await FakeCamera.install(['rpicam-hello']);
    await writeFile(join(programs.directory, 'rpicam-hello'), '#!/bin/sh\nexec sleep 600\n');
    const { done, onQuestion } = firstQuestion(async () => {});
    await using surroundings = await discoveryIn({ onProbe: onQuestion, environment: programs.environment({ only: true }) });
    const offers = surroundings.discovery.discover();
    await done;
    await surroundings.discovery.close();
    expect(await offers).toEqual([]);
    expect(surroundings.clock.pendingTimers).toBe(0);
  });
});
