import type { Socket } from 'node:net';

/** Longest line that is taken: a list of some thousand devices. */
const mostLineCharacters = 4 * 1024 * 1024;

/**
 * The lines that arrive, each parsed as JSON.
 *
 * @throws SyntaxError for a line that is no JSON, RangeError for one that never ends, and the connection's own errors
 */
export async function* readJsonLines(socket: Socket, mostCharacters = mostLineCharacters): AsyncGenerator {
  let rest = '';
  socket.setEncoding('utf8');
  for await (const text of socket as AsyncIterable<string>) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > mostCharacters) {
      throw new RangeError('a line is too long');
    }
    for (const line of lines) {
      yield JSON.parse(line);
    }
  }
}

export function writeJsonLine(socket: Socket, value: object): void {
  if (socket.writable) {
    socket.write(`${JSON.stringify(value)}\n`);
  }
}
