const atOnceMilliseconds = 2_000;

/** Whether a request gets a connection, and an answer: one that waits for a connection gets none. */
export async function answersAtOnce(address: URL): Promise<boolean> {
  try {
    await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(atOnceMilliseconds) });
    return true;
  } catch {
    return false;
  }
}
