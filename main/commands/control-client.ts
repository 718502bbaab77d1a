import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { socketsOf } from '../control-socket/find-socket.ts';
import { readJsonLines, writeJsonLine } from '../control-socket/json-lines.ts';
import { Answer, type Request } from '../control-socket/messages.ts';
import { StartupError } from '../system/startup-error.ts';

/** A conversation with the PetLog that runs on a data directory. */
export interface Conversation {
  /** Ends when PetLog has said everything, or has ended. */
  readonly answers: AsyncIterable<Answer>;
  /** Says no more, and waits for no more. */
  end(): void;
}

/**
 * Asks the PetLog that runs on a data directory.
 *
 * @throws StartupError when none does, or it may not be asked
 */
export async function askPetLog(dataDirectory: string, request: Request): Promise<Conversation> {
  const socket = await connectTo(dataDirectory);
  writeJsonLine(socket, request);
  return { answers: readAnswers(socket), end: () => void socket.destroy() };
}

async function* readAnswers(socket: Socket): AsyncGenerator<Answer> {
  try {
    for await (const line of readJsonLines(socket)) {
      yield Answer.parse(line);
    }
  } catch (error) {
    if (!socket.destroyed || (error as NodeJS.ErrnoException).code === undefined) {
      throw error;
    }
    // Whoever it was is gone, which the caller notices by what was not said.
  }
}

async function connectTo(dataDirectory: string): Promise<Socket> {
  let isForbidden = false;
  for (const open of socketsOf(dataDirectory)) {
    try {
      using socketAddress = open();
      const socket = connect(socketAddress.address);
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      isForbidden ||= ['EACCES', 'EPERM'].includes(code);
      if (!isForbidden && !['ENOENT', 'ENOTDIR', 'ECONNREFUSED'].includes(code)) {
        throw error;
      }
    }
  }
  throw new StartupError(
    isForbidden
      ? `The PetLog of the data directory ${dataDirectory} belongs to another user; run this as that user, or with sudo.`
      : `No PetLog is running on the data directory ${dataDirectory}; start it, or name its directory with --data-dir.`,
  );
}
