interface WorkerClientOptions {
  /** Where PetLog is; ends with a slash. */
  readonly scope: URL;
  readonly fetch: typeof fetch;
  /** Shared with the pages: a refresh token that is used twice ends the session. */
  readonly locks: Pick<LockManager, 'request'>;
}

const timeoutMilliseconds = 8_000;

/** Asks PetLog on behalf of this browser while no page is open, which would keep the session fresh. */
export class WorkerClient {
  readonly #options: WorkerClientOptions;

  constructor(options: WorkerClientOptions) {
    this.#options = options;
  }

  /**
   * What is refused because the session has ended meanwhile is asked once more when it goes on.
   *
   * @param path below the root, without a slash before it
   * @param body sent as JSON
   * @throws TypeError or DOMException when PetLog cannot be reached in time
   */
  async ask(path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', body?: object): Promise<Response> {
    const response = await this.#send(path, method, body);
    if (response.status !== 401) {
      return response;
    }
    await this.#renew();
    return this.#send(path, method, body);
  }

  /** In turn with the pages, the first of which may have done it already. */
  async #renew(): Promise<void> {
    const { scope, locks } = this.#options;
    await locks.request(`petlog-session ${scope.pathname}`, async () => {
      const answer = await this.#send('auth/session', 'GET');
      const { state } = (await answer.json()) as { state: string };
      if (state === 'signed_out') {
        await this.#send('auth/refresh', 'POST', {});
      }
    });
  }

  #send(path: string, method: string, body?: object): Promise<Response> {
    const { scope, fetch: send } = this.#options;
    const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return send(new URL(path, scope), { method, cache: 'no-store', signal: AbortSignal.timeout(timeoutMilliseconds), ...json });
  }
}
