/**
 * What PetLog is compared with: the least code that sends the pictures of a raw
 * MJPEG file to everyone who connects, at a rate. No camera that can fail, no
 * API, no limits; a viewer that is behind is skipped only by what Node knows.
 *
 *     node bare-fan-out.ts FILE FRAMES_PER_SECOND
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createSystemClock } from '../../main/system/clock.ts';

const [path = '', rate = '30'] = process.argv.slice(2);
const file = readFileSync(path);
const pictures: Buffer[] = [];
for (let start = 0; start < file.length;) {
  const next = file.indexOf(Buffer.from([0xff, 0xd8, 0xff]), start + 3);
  const end = next === -1 ? file.length : next;
  pictures.push(file.subarray(start, end));
  start = end;
}

const clock = createSystemClock();
const viewers = new Set<Socket>();
const server = createServer((_request, response) => {
  const socket = response.socket as Socket;
  response.useChunkedEncodingByDefault = false;
  response.shouldKeepAlive = false;
  response.writeHead(200, { 'Content-Type': 'multipart/x-mixed-replace; boundary=frame' });
  response.flushHeaders();
  socket.write('--frame\r\n');
  socket.setNoDelay(true);
  viewers.add(socket);
  socket.once('close', () => viewers.delete(socket));
});

const startedAt = performance.now();
let sequence = 0;
function sendNext(): void {
  const jpeg = pictures[sequence % pictures.length] as Buffer;
  const timestamp = (clock.nowMicroseconds() / 1e6).toFixed(6);
  const head = `Content-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\nX-Timestamp: ${timestamp}\r\n\r\n`;
  const part = Buffer.concat([Buffer.from(head, 'latin1'), jpeg, Buffer.from('\r\n--frame\r\n', 'latin1')]);
  for (const socket of viewers) {
    if (socket.writableLength === 0) {
      socket.write(part);
    }
  }
  sequence += 1;
  setTimeout(sendNext, Math.max(0, startedAt + (sequence * 1000) / Number(rate) - performance.now()));
}

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  sendNext();
});
process.on('disconnect', () => process.exit(0));
