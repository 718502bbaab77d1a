/** What a worker can be asked, by name: the question, and what it answers. */
export type RequestTable<Requests> = { [N in keyof Requests]: { question: object; answer: unknown } };

export type Asked<Requests extends RequestTable<Requests>, N extends keyof Requests> = Requests[N]['question'];
export type Answered<Requests extends RequestTable<Requests>, N extends keyof Requests> = Requests[N]['answer'];

/** A question on its way to the worker. */
export type WorkerRequest<Requests extends RequestTable<Requests>> = {
  [N in keyof Requests]: { type: N; requestId: number } & Asked<Requests, N>;
}[keyof Requests];

/** What comes back for it. */
export type WorkerAnswer<Requests extends RequestTable<Requests>> =
  | { type: 'succeeded'; requestId: number; answer: Answered<Requests, keyof Requests> }
  | { type: 'refused'; requestId: number; code: string; reason: string };

/** A worker could not do what it was asked for. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
  /** A system error such as `ENOSPC`, where there is one; `ECANCELED` when the worker is to blame and not the question. */
  readonly code: string;

  constructor(code: string, reason: string) {
    super(reason);
    this.code = code;
  }
}

interface Pending<Requests extends RequestTable<Requests>> {
  resolve: (answer: Answered<Requests, keyof Requests>) => void;
  reject: (error: Error) => void;
}

/** Questions to a worker that it has not answered yet. */
export class WorkerRequests<Requests extends RequestTable<Requests>> {
  readonly #pending = new Map<number, Pending<Requests>>();
  #lastRequestId = 0;

  get size(): number {
    return this.#pending.size;
  }

  /** @param send takes the message that asks */
  ask<N extends keyof Requests>(
    type: N,
    question: Asked<Requests, N>,
    send: (request: WorkerRequest<Requests>) => void,
  ): Promise<Answered<Requests, N>> {
    return new Promise((resolve, reject) => {
      const requestId = (this.#lastRequestId += 1);
      // The answer to a question of this type is of this type: the table has them in pairs.
      this.#pending.set(requestId, { resolve, reject });
      send({ ...question, type, requestId });
    });
  }

  settle(report: WorkerAnswer<Requests>): void {
    const pending = this.#pending.get(report.requestId);
    this.#pending.delete(report.requestId);
    if (report.type === 'succeeded') {
      pending?.resolve(report.answer);
    } else {
      pending?.reject(new WorkerError(report.code, report.reason));
    }
  }

  refuseAll(reason: string): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) {
      reject(new WorkerError('ECANCELED', reason));
    }
  }
}
