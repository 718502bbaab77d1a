import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { refusedOfferCode, type WebRtcCommand, type WebRtcPicture, type WebRtcReport } from '../live/webrtc/protocol.ts';
import { OfferError } from './offer.ts';
import { Session } from './session.ts';

/** A struggling viewer asks for a keyframe again and again: each costs everybody. */
const keyframeMilliseconds = 1000;
/** Of what came since the newest keyframe; whoever comes after more than that waits for the next one. */
const mostGroupBytes = 16 * 1024 * 1024;

/** What is kept of a camera while somebody watches it. */
interface Camera {
  readonly sessions: Map<string, Session>;
  group: WebRtcPicture[];
  groupBytes: number;
  keyframeWantedMilliseconds: number;
}

/** Does what the main process asks for, and reports. */
export class WebRtcProgram {
  readonly #report: (report: WebRtcReport) => void;
  readonly #cameras = new Map<string, Camera>();
  readonly #sessions = new Map<string, Session>();
  #portNumber: Promise<number> | null = null;

  constructor(report: (report: WebRtcReport) => void) {
    this.#report = report;
  }

  handle(command: WebRtcCommand): void {
    switch (command.type) {
      case 'open':
        this.#open(command).then(
          (answer) => this.#report({ type: 'succeeded', requestId: command.requestId, answer }),
          (error: unknown) => this.#report({ type: 'refused', requestId: command.requestId, ...described(error) }),
        );
        break;
      case 'picture':
        this.#send(command);
        break;
      case 'candidates':
        command.candidates.forEach((candidate) => this.#sessions.get(command.sessionId)?.addCandidate(candidate, command.mid));
        break;
      case 'close':
        this.#sessions.get(command.sessionId)?.close();
        break;
    }
  }

  async #open({ sessionId, cameraId, offer, portNumber, bindAddress }: Extract<WebRtcCommand, { type: 'open' }>): Promise<string> {
    const port = await (this.#portNumber ??= portNumber === 0 ? freePort() : Promise.resolve(portNumber));
    const camera = this.#cameraOf(cameraId);
    const session = new Session({
      sessionId,
      offer,
      portNumber: port,
      bindAddress,
      group: () => camera.group,
      onKeyframeWanted: () => this.#wantKeyframe(cameraId, camera),
      onEnded: () => {
        this.#sessions.delete(sessionId);
        camera.sessions.delete(sessionId);
        if (camera.sessions.size === 0) {
          camera.group = [];
          camera.groupBytes = 0;
        }
        this.#report({ type: 'session-ended', sessionId });
      },
    });
    this.#sessions.set(sessionId, session);
    camera.sessions.set(sessionId, session);
    try {
      return await session.answer();
    } catch (error) {
      session.close();
      throw new OfferError(`the offer cannot be answered: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  #cameraOf(cameraId: string): Camera {
    const known = this.#cameras.get(cameraId);
    const camera = known ?? { sessions: new Map(), group: [], groupBytes: 0, keyframeWantedMilliseconds: -Infinity };
    this.#cameras.set(cameraId, camera);
    return camera;
  }

  #send(picture: WebRtcPicture): void {
    const camera = this.#cameraOf(picture.cameraId);
    if (picture.isKeyframe || camera.groupBytes + picture.annexB.length > mostGroupBytes) {
      camera.group = [];
      camera.groupBytes = 0;
    }
    if (picture.isKeyframe || camera.group.length > 0) {
      camera.group.push(picture);
      camera.groupBytes += picture.annexB.length;
    }
    camera.sessions.forEach((session) => session.send(picture));
  }

  #wantKeyframe(cameraId: string, camera: Camera): void {
    const now = performance.now();
    if (now - camera.keyframeWantedMilliseconds >= keyframeMilliseconds) {
      camera.keyframeWantedMilliseconds = now;
      this.#report({ type: 'keyframe-wanted', cameraId });
    }
  }
}

/** One that nobody uses; only tests and those who do not mind which want that. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0);
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

function described(error: unknown): { code: string; reason: string } {
  const reason = error instanceof Error ? error.message : String(error);
  return { code: error instanceof OfferError ? refusedOfferCode : 'EUNKNOWN', reason };
}
