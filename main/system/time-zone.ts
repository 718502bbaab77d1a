/** The time zone of this process and of the programs that it starts, which take it over with the environment. */
export class TimeZone {
  /** The machine's own, as it was at the start. */
  readonly system: string;
  readonly #ofEnvironment: string | undefined;
  #name: string;

  constructor() {
    this.#ofEnvironment = process.env['TZ'];
    this.system = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#name = this.system;
  }

  /** The one in effect. */
  get name(): string {
    return this.#name;
  }

  /** @param name from the IANA database; empty for the machine's own */
  set(name: string): void {
    if (name === '') {
      this.close();
      return;
    }
    this.#name = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    process.env['TZ'] = this.#name;
  }

  /** Back to the machine's own. */
  close(): void {
    this.#name = this.system;
    if (this.#ofEnvironment === undefined) {
      delete process.env['TZ'];
    } else {
      process.env['TZ'] = this.#ofEnvironment;
    }
  }
}
