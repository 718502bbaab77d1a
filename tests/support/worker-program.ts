/** A worker for tests of its supervision, which does as it is asked; named by its second argument, one of a kind that misbehaves. */
import { writeFileSync } from 'node:fs';
import { MessageChannel } from '../../main/frames/message-channel.ts';
import type { WorkerAnswer, WorkerRequest } from '../../main/system/worker-requests.ts';

export interface TestRequests {
  echo: { question: { text: string }; answer: string };
  /** Is never answered. */
  nothing: { question: object; answer: null };
  /** Computes for ever. */
  compute: { question: object; answer: null };
  /** Cannot be done. */
  impossible: { question: object; answer: null };
  /** Ends the process. */
  crash: { question: object; answer: null };
}

export type TestCommand = { type: 'write-at-the-end'; path: string } | { type: 'stay' };
export type TestReport = { type: 'heard'; command: string };

let atTheEnd = (): void => process.exit(0);
const say = (message: TestReport | WorkerAnswer<TestRequests> | { type: 'ready' }): void => channel.send(message);

function handle(message: TestCommand | WorkerRequest<TestRequests>): void {
  switch (message.type) {
    case 'echo':
      return say({ type: 'succeeded', requestId: message.requestId, answer: message.text });
    case 'impossible':
      return say({ type: 'refused', requestId: message.requestId, code: 'ENOTSUP', reason: 'it cannot be done' });
    case 'nothing':
      return;
    case 'compute':
      for (;;) {
        // A worker that answers nothing.
      }
    case 'crash':
      process.kill(process.pid, 'SIGSEGV');
      return;
    case 'write-at-the-end':
      atTheEnd = () => {
        writeFileSync(message.path, 'whole');
        process.exit(0);
      };
      return say({ type: 'heard', command: message.type });
    case 'stay':
      atTheEnd = () => setInterval(() => {}, 1000);
      return say({ type: 'heard', command: message.type });
  }
}

const channel = MessageChannel.toParent({
  onMessage: (message) => handle(message as TestCommand | WorkerRequest<TestRequests>),
  onEnd: () => atTheEnd(),
});

if (process.env['PETLOG_TEST_NEVER_READY'] === undefined) {
  say({ type: 'ready' });
}
