export const noSession = 404;

/** Whether the other side has ended it: a connection does not say so itself while only what it is carried by is closed. */
export const isOver = (connection: RTCPeerConnection): boolean =>
  connection.getReceivers().some(({ transport }) => transport?.state === 'closed');

/** Tells a session of `POST /live/webrtc` candidates (RFC 8840, 9). Resolves with the status of the answer; undefined where there is none. */
export async function changeSession(session: URL, body: string): Promise<number | undefined> {
  const headers = { 'Content-Type': 'application/trickle-ice-sdpfrag' };
  const answer = await fetch(session, { method: 'PATCH', body, headers }).catch(() => undefined);
  return answer?.status;
}

/** Addresses of this browser that it takes time to find, as a server says them, and that go to a session after its offer. */
export class LateCandidates {
  readonly #connection: RTCPeerConnection;
  #isOffered = false;
  #session: URL | null = null;
  /** Not told yet. */
  #candidates: RTCIceCandidate[] = [];

  constructor(connection: RTCPeerConnection) {
    this.#connection = connection;
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (this.#isOffered && candidate !== null) {
        this.#candidates.push(candidate);
        this.#tell();
      }
    });
  }

  /** The offer is made: what is found from now on is not in it. */
  keep(): void {
    this.#isOffered = true;
  }

  /** @param session where they are told from now on; null for nowhere */
  tell(session: URL | null): void {
    this.#session = session;
    this.#tell();
  }

  #tell(): void {
    const [first] = this.#candidates;
    const session = this.#session;
    if (session === null || first === undefined || isOver(this.#connection)) {
      return;
    }
    const lines = this.#candidates.splice(0).map(({ candidate }) => `a=${candidate}\r\n`);
    const body = `a=ice-ufrag:${first.usernameFragment ?? ''}\r\na=mid:${first.sdpMid ?? '0'}\r\n${lines.join('')}`;
    void changeSession(session, body).then((status) => {
      if (status === noSession && this.#session === session) {
        this.#session = null; // the next one would be refused as well
      }
    });
  }
}
