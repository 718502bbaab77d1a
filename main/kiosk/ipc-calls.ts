import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import { PetLogError } from '../../shared/errors.ts';
import { callChannel } from '../../shared/ipc-channels.ts';
import { type IpcCallName, ipcCalls, type IpcOutput, type IpcReply } from '../../shared/ipc.ts';
import { validate } from '../../shared/validation.ts';
import type { Logger } from '../system/logger.ts';

/** What the schemas make of the inputs. */
type Inputs = { [N in IpcCallName]: z.output<(typeof ipcCalls)[N]['input']> };

/** One function for each call of the contract. */
export type IpcCallHandlers = { [N in IpcCallName]: (input: Inputs[N]) => Promise<IpcOutput<N>> };

const contract: { readonly [N in IpcCallName]: { readonly input: z.ZodType<Inputs[N]>; needsUnlock(input: Inputs[N]): boolean } } =
  ipcCalls;

/** The frame that a call comes from. */
type Sender = Pick<IpcMainInvokeEvent, 'senderFrame'>;

export interface IpcCallOptions {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly handlers: IpcCallHandlers;
  /** Whether a page may call at all, by its URL. */
  readonly isTrustedUrl: (url: string) => boolean;
  /** Throws while the screen is locked. */
  readonly lock: { assertUnlocked(): void };
  readonly logger: Logger;
}

/**
 * Answers the calls of the contract. Only the main frame of a trusted page
 * gets through, only with a name of the contract and valid input, while it is
 * locked only to what needs no unlocking, and nothing is thrown across the bridge.
 * Returns the function that takes the calls back.
 */
export function registerCalls(options: IpcCallOptions): () => void {
  options.ipcMain.handle(callChannel, (event, name: unknown, input: unknown) => answer(event, name, input, options));
  return () => options.ipcMain.removeHandler(callChannel);
}

const isCallName = (name: unknown): name is IpcCallName => typeof name === 'string' && Object.hasOwn(ipcCalls, name);

/** Whatever a page sends, one line. */
const shownName = (name: unknown): string => (typeof name === 'string' ? name.slice(0, 60) : `of type ${typeof name}`);

async function answer({ senderFrame }: Sender, name: unknown, input: unknown, options: IpcCallOptions): Promise<IpcReply<unknown>> {
  const { isTrustedUrl, logger } = options;
  if (senderFrame?.parent !== null || !isTrustedUrl(senderFrame.url)) {
    logger.warn({ name: shownName(name), url: senderFrame?.url }, 'A page that is not the kiosk was refused.');
    // Some calls are for every kiosk, whoever stands before it, and for nobody else.
    return refusal(new PetLogError('forbidden', { access: 'kiosk' }));
  }
  if (!isCallName(name)) {
    return refusal(new PetLogError('invalid_input', { detail: `There is no call "${shownName(name)}".` }));
  }
  return answerCall(name, input, options);
}

async function answerCall<N extends IpcCallName>(
  name: N,
  input: unknown,
  { handlers, lock, logger }: IpcCallOptions,
): Promise<IpcReply<IpcOutput<N>>> {
  const checked = validate<z.ZodType<Inputs[N]>>(contract[name].input, input);
  if (!checked.ok) {
    return refusal(new PetLogError('invalid_input', { detail: checked.detail }, { errors: checked.errors }));
  }
  try {
    if (contract[name].needsUnlock(checked.value)) {
      lock.assertUnlocked();
    }
    return { ok: true, value: await handlers[name](checked.value) };
  } catch (error) {
    if (error instanceof PetLogError) {
      return refusal(error);
    }
    logger.error({ err: error, name }, 'A call from the kiosk failed.');
    return refusal(new PetLogError('internal'));
  }
}

const refusal = ({ code, message, retryAfterSeconds, errors }: PetLogError): IpcReply<never> => ({
  ok: false,
  code,
  message,
  retryAfterSeconds: retryAfterSeconds ?? null,
  errors,
});
