import type { Answer, MediaReport, MediaRequest, MediaRequestName, Question } from './protocol.ts';

/** The media process could not do what it was asked for. */
export class MediaProcessError extends Error {
  override readonly name = 'MediaProcessError';
  /** A system error such as `ENOSPC`, where there is one. */
  readonly code: string;

  constructor(code: string, reason: string) {
    super(reason);
    this.code = code;
  }
}

interface Pending {
  resolve: (answer: Answer<MediaRequestName>) => void;
  reject: (error: Error) => void;
}

/** Questions to the media process that it has not answered yet. */
export class PendingRequests {
  readonly #pending = new Map<number, Pending>();
  #lastRequestId = 0;

  get size(): number {
    return this.#pending.size;
  }

  /** @param send takes the command that asks */
  ask<N extends MediaRequestName>(type: N, question: Question<N>, send: (request: MediaRequest) => void): Promise<Answer<N>> {
    return new Promise((resolve, reject) => {
      const requestId = (this.#lastRequestId += 1);
      // The answer to a question of this type is of this type: MediaRequests has them in pairs.
      this.#pending.set(requestId, { resolve, reject });
      send({ ...question, type, requestId } as MediaRequest);
    });
  }

  settle(report: Extract<MediaReport, { type: 'succeeded' | 'refused' }>): void {
    const pending = this.#pending.get(report.requestId);
    this.#pending.delete(report.requestId);
    if (report.type === 'succeeded') {
      pending?.resolve(report.answer);
    } else {
      pending?.reject(new MediaProcessError(report.code, report.reason));
    }
  }

  refuseAll(reason: string): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) {
      reject(new MediaProcessError('ECANCELED', `the media process is gone: ${reason}`));
    }
  }
}
