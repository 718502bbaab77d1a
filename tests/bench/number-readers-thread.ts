/** Thread: viewers that count the pictures of `numbered-camera.ts`, and how long they themselves did not get to read. */
import { parentPort, workerData } from 'node:worker_threads';
import { NumberReader } from './numbered-camera.ts';
import { type Counted, type ReadersOrder, type ReadersRequest, tickMilliseconds } from './numbered-pictures.ts';

const { url, cameraIds } = workerData as ReadersOrder;
const readers = cameraIds.map((cameraId) => new NumberReader(url, cameraId));
let longestPauseMilliseconds = 0;
let tickedAt = performance.now();
const timer = setInterval(() => {
  const now = performance.now();
  longestPauseMilliseconds = Math.max(longestPauseMilliseconds, now - tickedAt - tickMilliseconds);
  tickedAt = now;
}, tickMilliseconds);

parentPort?.on('message', (request: ReadersRequest) => {
  switch (request) {
    case 'reset':
      readers.forEach((reader) => reader.reset());
      longestPauseMilliseconds = 0;
      break;
    case 'count': {
      const counted: Counted = {
        pictures: sum(({ pictures }) => pictures),
        lost: sum(({ lost }) => lost),
        placeholders: sum(({ placeholders }) => placeholders),
        longestPauseMilliseconds,
      };
      parentPort?.postMessage(counted);
      break;
    }
    case 'close':
      clearInterval(timer);
      void Promise.all(readers.map((reader) => reader.close())).then(() => parentPort?.close());
  }
});

function sum(value: (reader: NumberReader) => number): number {
  return readers.reduce((total, reader) => total + value(reader), 0);
}
