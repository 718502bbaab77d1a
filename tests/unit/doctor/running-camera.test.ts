import { expect, test } from 'vitest';
import { runningCamera } from '../../../main/doctor/running-camera.ts';
import { thisMachine } from '../../../main/doctor/this-machine.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { Config } from '../../../shared/config.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
import { footageH264 } from '../../support/footage-h264.ts';
import { RtspServer } from '../../support/rtsp-server.ts';

const size = { widthPixels: 640, heightPixels: 360 };
const live = {
  camera: { state: 'live', lastFrame: size },
  media: { passedCodec: 'h265' },
  ownSound: { given: null },
} as const;

test('a camera that gives pictures has shown how it encodes them, and what its sound is where it was asked', () => {
  expect(runningCamera(live)).toEqual({ video: { codec: 'h265', ...size }, sound: null });
  const problem = { problem: 'gives sound as G.726, which PetLog does not take' };
  expect(runningCamera({ ...live, ownSound: { given: problem } })?.sound).toEqual({ reason: problem.problem });
  expect(runningCamera({ ...live, media: { passedCodec: null } })?.video).toBeNull();
  expect(runningCamera({ ...live, camera: { state: 'lost', lastFrame: size } })).toBeNull();
  expect(runningCamera({ ...live, camera: { state: 'starting', lastFrame: null } })).toBeNull();
});

test('a camera that runs is not asked once more, and one that does not is', async () => {
  let asked = 0;
  await using server = await RtspServer.start({
    footage: footageH264(),
    answer: () => {
      asked += 1;
      return '453 Not Enough Bandwidth';
    },
  });
  await using machine = await fakeMachine();
  const config = Config.parse({ security: { allowed_targets: ['127.0.0.1'] } });
  const { camera: settings } = Config.parse({ camera: { source: `rtsp://127.0.0.1:${server.port}/`, sound: true } });
  const shown = { video: { codec: 'h265', ...size }, sound: { encoding: 'aac' } } as const;
  const running = (cameraId: string) => (cameraId === 'main' ? shown : null);
  const { tryCameraVideo, tryCameraSound } = thisMachine({ ...machine.subject, config, running }, createSystemClock());
  expect(await tryCameraVideo({ id: 'main', settings })).toEqual(shown.video);
  expect(await tryCameraSound({ id: 'main', settings })).toEqual(shown.sound);
  expect(asked).toBe(0);
  expect(await tryCameraVideo({ id: 'attic', settings })).toBeNull();
  expect(asked).toBeGreaterThan(0);
});
