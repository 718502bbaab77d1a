import type { IpcCallName, IpcInput, IpcOutput, IpcReply } from '../../shared/ipc.ts';
import type { Kiosk } from './kiosk.ts';

/** `PetLogBridge`, as a page of a test has it. */
interface Bridge {
  readonly petlog: { call(name: string, input: unknown): Promise<unknown> };
}

/** What the window's page would ask of the main process. */
export async function callBridge<N extends IpcCallName>({ page }: Kiosk, name: N, input: IpcInput<N>): Promise<IpcReply<IpcOutput<N>>> {
  const reply = await page.evaluate(([to, what]) => (globalThis as unknown as Bridge).petlog.call(to, what), [name, input] as const);
  return reply as IpcReply<IpcOutput<N>>;
}

/** The same of what may not be refused. */
export async function askBridge<N extends IpcCallName>(kiosk: Kiosk, name: N, input: IpcInput<N>): Promise<IpcOutput<N>> {
  const reply = await callBridge(kiosk, name, input);
  if (!reply.ok) {
    throw new Error(`${name}: ${reply.message}`);
  }
  return reply.value;
}
