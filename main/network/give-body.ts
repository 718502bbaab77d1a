import type { ClientRequest, IncomingMessage } from 'node:http';

/**
 * Gives a request its body, each piece once the one before was taken, and ends it. Node stops telling what is taken as
 * soon as an answer is whole, also where the last piece was still on its way, and keeps the connection for a request that
 * does not end: an answer ends the waiting here. One that comes before everything was given is a refusal, after which
 * nothing more is given, and the connection is let go of with the answer.
 *
 * @throws what the pieces reject with; why a request breaks is told by the request itself
 */
export async function giveBody(request: ClientRequest, pieces: AsyncIterable<Buffer>): Promise<void> {
  let answer: IncomingMessage | null = null;
  request.once('response', (response) => (answer = response));
  const isRefused = (): boolean => answer !== null || request.destroyed;
  try {
    for await (const piece of pieces) {
      if (isRefused()) {
        letGoOf(request, answer);
        return;
      }
      if (!request.write(piece) && !isRefused()) {
        await untilTaken(request);
      }
    }
    request.end();
  } catch (error) {
    request.destroy(error instanceof Error ? error : undefined);
    throw error;
  }
}

function untilTaken(request: ClientRequest): Promise<void> {
  const events = ['drain', 'response', 'error', 'close'] as const;
  return new Promise((resolve) => {
    const over = (): void => {
      events.forEach((name) => request.off(name, over));
      resolve();
    };
    events.forEach((name) => request.on(name, over));
  });
}

function letGoOf(request: ClientRequest, answer: IncomingMessage | null): void {
  if (answer === null || answer.closed) {
    request.destroy();
  } else {
    answer.once('close', () => request.destroy());
  }
}
