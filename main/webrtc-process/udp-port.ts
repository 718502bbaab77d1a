import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

/** The port cannot be had; the message goes on from "the camera is not available". */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/**
 * The UDP port that every session of this process is sent from. The library asks for it in a thread of its own, where a port that
 * somebody else has ends the whole process: so it is tried here before.
 */
export class UdpPort {
  /** Null until it was had once, since then it is the library's. */
  #number: Promise<number> | null = null;

  /**
   * What is asked first holds.
   *
   * @param number 0 for one that nobody uses
   * @param bindAddress null for every network
   * @throws PortError in one sentence; it is tried anew the next time
   */
  async take(number: number, bindAddress: string | null): Promise<number> {
    const tried = (this.#number ??= tryPort(number, bindAddress));
    try {
      return await tried;
    } catch (error) {
      this.#number = null;
      throw error;
    }
  }
}

async function tryPort(wanted: number, bindAddress: string | null): Promise<number> {
  try {
    return await bound(wanted, bindAddress ?? '::');
  } catch (error) {
    const code = codeOf(error);
    if (bindAddress === null && code !== 'EADDRINUSE' && code !== 'EACCES') {
      return await bound(wanted, '0.0.0.0').catch((other: unknown) => refuse(wanted, codeOf(other))); // a machine without IPv6
    }
    return refuse(wanted, code);
  }
}

/** Has the port for a moment. */
async function bound(wanted: number, address: string): Promise<number> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  try {
    socket.bind({ port: wanted, address, exclusive: true });
    await once(socket, 'listening');
    return socket.address().port;
  } finally {
    await new Promise<void>((resolve) => socket.close(() => resolve()));
  }
}

function refuse(port: number, code: string): never {
  throw new PortError(
    code === 'EADDRINUSE'
      ? `UDP port ${port}, which WebRTC is sent from (video.webrtc_port), is taken by another program`
      : `UDP port ${port}, which WebRTC is sent from (video.webrtc_port), cannot be had (${code})`,
  );
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));
