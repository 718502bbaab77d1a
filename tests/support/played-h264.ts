import { setTimeout as sleep } from 'node:timers/promises';
import type { CameraPacket } from '../../main/camera/source.ts';
import type { EncodedFrame } from '../../main/frames/encoded-frame.ts';
import type { MediaProcessClient } from '../../main/media/media-process-client.ts';
import { cameraH264 } from './camera-h264.ts';
import { interval, taken } from './camera-media.ts';

/** What a camera gives; a keyframe each second: of the pictures 1, 16, 31 and so on. */
export const packets: readonly CameraPacket[] = await cameraH264(150, { keyframeEvery: 15 });

/** As the application passes it on. */
export const encodedFrame = (packet: CameraPacket, sequence: number, size = { widthPixels: 320, heightPixels: 180 }): EncodedFrame => ({
  annexB: packet.annexB,
  isKeyframe: packet.isKeyframe,
  sequence,
  monotonicMilliseconds: sequence * interval,
  capturedAtMicroseconds: 0,
  profile: 66,
  ...size,
});

/** Writes pictures of the given numbers, from 1, as fast as they are taken: what is two seconds behind would be left out. */
export async function play(client: MediaProcessClient, from: number, to: number): Promise<void> {
  for (let sequence = from; sequence <= to; sequence += 1) {
    client.write(encodedFrame(packets[sequence - 1]!, sequence));
    await sleep(3);
    if (sequence % 5 === 0) {
      await taken(client);
    }
  }
}
