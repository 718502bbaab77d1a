import type { AskingCommand } from '../config/command-line.ts';
import type { Answer } from '../control-socket/messages.ts';
import { askPetLog, type Conversation } from './control-client.ts';
import { deviceTable } from './device-table.ts';
import { qrCodeLines } from './qr-code.ts';

export interface CommandOutput {
  /** For standard output. */
  print(text: string): void;
  /** For standard error. */
  tell(line: string): void;
  /** Whether standard output is a terminal that knows colors. */
  readonly hasColor: boolean;
  /** Calls back when the user gives up. Returns the function that ends the subscription. */
  onInterrupt(listener: () => void): () => void;
}

/**
 * Does what a command such as `pair` asks of the PetLog that runs on the data directory.
 *
 * @returns the exit code: 0 when it was done, 1 when not
 * @throws StartupError when no PetLog runs there
 */
export async function runCommand(command: AskingCommand, dataDirectory: string, output: CommandOutput): Promise<number> {
  const conversation = await askPetLog(dataDirectory, requestOf(command));
  let wasInterrupted = false;
  const stopListening = output.onInterrupt(() => {
    wasInterrupted = true;
    conversation.end();
  });
  try {
    const exitCode = await show(conversation, output);
    if (exitCode === null) {
      output.tell(
        wasInterrupted
          ? 'Given up; a code that was shown is no longer valid.'
          : 'PetLog ended before it answered; a code that was shown is no longer valid.',
      );
    }
    return exitCode ?? 1;
  } finally {
    stopListening();
    conversation.end();
  }
}

function requestOf(command: AskingCommand): Parameters<typeof askPetLog>[1] {
  switch (command.name) {
    case 'pair':
      return { command: 'pair', role: command.role };
    case 'devices':
    case 'remove-pin':
      return { command: command.name };
    case 'revoke':
      return { command: 'revoke', id: command.id };
  }
}

/** Shows answers until the last one. Returns the exit code; null when the last one never came. */
async function show({ answers }: Conversation, output: CommandOutput): Promise<number | null> {
  for await (const answer of answers) {
    switch (answer.kind) {
      case 'invitation':
        output.print(invitationText(answer, output.hasColor));
        break;
      case 'invitation_ended':
        return showEnd(answer, output);
      case 'devices':
        output.print(deviceTable(answer.devices));
        return 0;
      case 'configuration':
      case 'imported':
        break; // answers to other commands
      case 'done':
        output.print(`${answer.message}\n`);
        return 0;
      case 'failed':
        output.tell(answer.message);
        return 1;
    }
  }
  return null;
}

type Invitation = Extract<Answer, { kind: 'invitation' }>;

function invitationText({ code, url, role, valid_seconds }: Invitation, hasColor: boolean): string {
  const what = role === 'admin' ? 'may change everything' : 'may watch, play and download';
  const lines =
    url === null
      ? ['PetLog is not on a network; open it on this machine and type the code.']
      : [...qrCodeLines(url, hasColor), '', `Scan this with a phone, or open ${url}`];
  return `${[...lines, '', `Code: ${code.slice(0, 3)} ${code.slice(3)}`, `It lets one device in, which ${what}, and is valid for ${valid_seconds} seconds.`].join('\n')}\n`;
}

function showEnd({ state, device_name }: Extract<Answer, { kind: 'invitation_ended' }>, output: CommandOutput): number {
  switch (state) {
    case 'used':
      output.print(`${device_name ?? 'A device'} is paired.\n`);
      return 0;
    case 'refused':
      output.tell('The code was cancelled: wrong codes were tried too often. Somebody on the network may be guessing.');
      return 1;
    case 'cancelled':
      output.tell('The code was cancelled.');
      return 1;
    default:
      output.tell('The code was not used in time; ask for another one.');
      return 1;
  }
}
