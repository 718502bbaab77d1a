/** Thread: cameras of `numbered-camera.ts`, away from whatever keeps the measuring program busy. */
import { parentPort, workerData } from 'node:worker_threads';
import { startNumberedCamera } from './numbered-camera.ts';
import type { CamerasOrder } from './numbered-pictures.ts';

const { picturesPath, framesPerSecond, count } = workerData as CamerasOrder;
const cameras = await Promise.all(Array.from({ length: count }, () => startNumberedCamera(picturesPath, framesPerSecond)));
parentPort?.postMessage(cameras.map(({ url }) => url));
parentPort?.once('message', () => {
  void Promise.all(cameras.map((camera) => camera[Symbol.asyncDispose]())).then(() => parentPort?.close());
});
