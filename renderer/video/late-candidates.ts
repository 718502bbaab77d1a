/** Tells a session of `POST /live/webrtc` candidates (RFC 8840, 9). Resolves with the status of the answer; undefined where there is none. */
export async function changeSession(session: URL, body: string): Promise<number | undefined> {
  const headers = { 'Content-Type': 'application/trickle-ice-sdpfrag' };
  const answer = await fetch(session, { method: 'PATCH', body, headers }).catch(() => undefined);
  return answer?.status;
}

/** Addresses of this browser that it takes time to find, as a server says them, and that go to a session after its offer. */
export class LateCandidates {
  #isOffered = false;
  #session: URL | null = null;
  /** Not told yet. */
  #candidates: RTCIceCandidate[] = [];

  constructor(connection: RTCPeerConnection) {
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
    if (this.#session !== null && first !== undefined) {
      const lines = this.#candidates.splice(0).map(({ candidate }) => `a=${candidate}\r\n`);
      void changeSession(this.#session, `a=ice-ufrag:${first.usernameFragment ?? ''}\r\na=mid:${first.sdpMid ?? '0'}\r\n${lines.join('')}`);
    }
  }
}
