/** A machine that has much to do takes seconds for an answer; what waits for a connection waits a minute. */
const atOnceMilliseconds = 5_000;

/** Whether a request gets a connection, and an answer: one that waits for a connection gets none. */
export async function answersAtOnce(address: URL): Promise<boolean> {
  try {
    await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(atOnceMilliseconds) });
    return true;
  } catch {
    return false;
  }
}
