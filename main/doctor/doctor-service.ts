import type { DoctorReport } from '../../shared/doctor.ts';
import { examine } from './doctor.ts';
import type { Subject } from './subject.ts';

/** For screens: a look at the machine, one at a time however many ask. */
export class DoctorService {
  readonly #subject: () => Subject;
  #running: { readonly subject: Subject; readonly report: Promise<DoctorReport> } | null = null;

  /** @param subject the machine and the configuration of now */
  constructor(subject: () => Subject) {
    this.#subject = subject;
  }

  /** Whoever asks while it runs gets the same report. */
  async examine(): Promise<DoctorReport> {
    if (this.#running === null) {
      const subject = this.#subject();
      this.#running = { subject, report: examine(subject).finally(() => (this.#running = null)) };
    }
    return this.#running.report;
  }

  /** Ends the programs that it asks. */
  async close(): Promise<void> {
    await this.#running?.subject.machine.close();
  }
}
