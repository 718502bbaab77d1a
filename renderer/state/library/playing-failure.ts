/** Why a recording is not played. */
export type PlayingFailure = 'unreachable' | 'gone' | 'unplayable';

/** Asks for the recording what the video does not tell: whether it could be had at all. */
export async function playingFailureOf(address: string, ask: typeof fetch = fetch): Promise<PlayingFailure> {
  try {
    const { status } = await ask(address, { method: 'HEAD' });
    return status === 404 ? 'gone' : status >= 500 ? 'unreachable' : 'unplayable';
  } catch {
    return 'unreachable';
  }
}
