import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';

/** Blocks nothing: a headless Chromium has no screen that could go dark. Tests find what is asked for in the file power-save-blockers.json of the profile. */
class PowerSaveBlocker {
  readonly #types = new Map<number, string>();
  #lastId = -1;

  start(type: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    this.#lastId += 1;
    this.#types.set(this.#lastId, type);
    this.#record();
    return this.#lastId;
  }

  stop(id: number): boolean {
    const wasStarted = this.#types.delete(id);
    this.#record();
    return wasStarted;
  }

  isStarted(id: number): boolean {
    return this.#types.has(id);
  }

  #record(): void {
    writeFileSync(join(app.getPath('userData'), 'power-save-blockers.json'), JSON.stringify([...this.#types.values()]));
  }
}

export const powerSaveBlocker = new PowerSaveBlocker();
