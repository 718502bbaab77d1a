import type { RecordingInfo } from '../../../shared/api.ts';

/** Recordings that something is about to be done with. */
export class Selection {
  readonly #recordings = new Map<string, RecordingInfo>();

  get recordings(): readonly RecordingInfo[] {
    return [...this.#recordings.values()];
  }

  get count(): number {
    return this.#recordings.size;
  }

  get sizeBytes(): number {
    return this.recordings.reduce((sum, { file_size }) => sum + file_size, 0);
  }

  get keptCount(): number {
    return this.recordings.filter(({ kept }) => kept).length;
  }

  has({ recording_id }: RecordingInfo): boolean {
    return this.#recordings.has(recording_id);
  }

  hasAll(recordings: readonly RecordingInfo[]): boolean {
    return recordings.every((recording) => this.has(recording));
  }

  toggle(recording: RecordingInfo): void {
    if (!this.#recordings.delete(recording.recording_id)) {
      this.#recordings.set(recording.recording_id, recording);
    }
  }

  /** Adds all, or takes all away where each of them is there already. */
  toggleAll(recordings: readonly RecordingInfo[]): void {
    const take = this.hasAll(recordings);
    for (const recording of recordings) {
      if (this.has(recording) === take) {
        this.toggle(recording);
      }
    }
  }

  /**
   * Forgets those that no longer exist, and takes the present state of the others.
   *
   * @param covers whether a recording would be among the present ones if it existed
   */
  update(present: readonly RecordingInfo[], covers: (recording: RecordingInfo) => boolean): void {
    const byId = new Map(present.map((recording) => [recording.recording_id, recording]));
    for (const [id, known] of this.#recordings) {
      const recording = byId.get(id);
      if (recording !== undefined) {
        this.#recordings.set(id, recording);
      } else if (covers(known)) {
        this.#recordings.delete(id);
      }
    }
  }

  clear(): void {
    this.#recordings.clear();
  }
}
