/** The time zone of this process and of the programs that it starts, which take it over with the environment. */
export class TimeZone {
  readonly #ofEnvironment = process.env['TZ'];
  #system: string | null = null;
  /** Null where it is the machine's own. */
  #chosen: string | null = null;

  /** The machine's own, as it was when it was first asked for: that takes a hundredth of a second, which few starts need. */
  get system(): string {
    return (this.#system ??= new Intl.DateTimeFormat().resolvedOptions().timeZone);
  }

  /** The one in effect. */
  get name(): string {
    return this.#chosen ?? this.system;
  }

  /** @param name from the IANA database; empty for the machine's own */
  set(name: string): void {
    if (name === '') {
      this.close();
      return;
    }
    this.#system = this.system; // afterwards nobody could say
    this.#chosen = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    process.env['TZ'] = this.#chosen;
  }

  /** Back to the machine's own. */
  close(): void {
    // A change of the variable, though it be none, has V8 look for the zone anew.
    if (this.#chosen === null) {
      return;
    }
    this.#chosen = null;
    if (this.#ofEnvironment === undefined) {
      delete process.env['TZ'];
    } else {
      process.env['TZ'] = this.#ofEnvironment;
    }
  }
}
