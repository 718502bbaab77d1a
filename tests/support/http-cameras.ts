import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Capture } from '../../main/camera/source.ts';
import { HttpSource } from '../../main/camera/sources/http.ts';
import type { NetworkAccess } from '../../main/camera/sources/network-camera.ts';
import { type Clock, createSystemClock } from '../../main/system/clock.ts';
import { CaptureRecorder, captureSettings } from './capture-recorder.ts';
import { loopbackAddresses } from './entered-addresses.ts';

const noAccess: NetworkAccess = { username: '', password: '', certificateFingerprint: null };

export interface ServedCamera {
  readonly port: number;
  readonly requests: IncomingMessage[];
}

export interface StartedCapture {
  readonly recorder: CaptureRecorder;
  readonly capture: Capture;
}

/** Cameras that answer over HTTP in whatever way, and PetLog's captures of them; they end with a test. */
export class HttpCameras {
  readonly #closers: (() => Promise<unknown>)[] = [];

  /** Takes a free port. */
  async listen(server: Server): Promise<number> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#closers.push(() => {
      sockets.forEach((socket) => socket.destroy());
      return new Promise((resolve) => server.close(resolve));
    });
    return (server.address() as AddressInfo).port;
  }

  async serve(answer: RequestListener): Promise<ServedCamera> {
    const requests: IncomingMessage[] = [];
    const port = await this.listen(
      createServer((request, response) => {
        requests.push(request);
        answer(request, response);
      }),
    );
    return { port, requests };
  }

  start(address: string, access: Partial<NetworkAccess> = {}, frameRate = 60, clock: Clock = createSystemClock()): StartedCapture {
    const dependencies = { spawn, clock, environment: {}, addresses: loopbackAddresses() };
    const source = new HttpSource(address, { ...noAccess, ...access }, dependencies);
    const recorder = new CaptureRecorder();
    const capture = source.start({ ...captureSettings, frame_rate: frameRate }, recorder);
    this.#closers.unshift(() => capture.stop());
    return { recorder, capture };
  }

  /** The captures before what they ask. */
  async close(): Promise<void> {
    await Promise.all(this.#closers.splice(0).map((close) => close()));
  }
}

/** Sends pictures one after another as parts of an answer without end. */
export function multipart(response: ServerResponse, type: string, jpegs: readonly Buffer[], part: (jpeg: Buffer) => Buffer): void {
  response.writeHead(200, { 'Content-Type': type });
  jpegs.forEach((jpeg) => response.write(part(jpeg)));
}

/** A part of such an answer whose boundary is `b`. */
export const partWithLength = (jpeg: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`--b\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`), jpeg, Buffer.from('\r\n')]);
