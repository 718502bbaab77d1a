/** Does one job after the other. */
export class JobQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves when every job that is there has been done. Never rejects. */
  get idle(): Promise<unknown> {
    return this.#last;
  }

  /** Does the job after those before it, whether they succeeded or not. */
  add<Result>(job: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(job);
    this.#last = result.catch(() => {});
    return result;
  }
}
