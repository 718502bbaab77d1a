import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Language } from './languages.ts';
import { language } from './text.ts';

/** Words that come with the page that shows them, in the language of the page; in English until they are there, and where they cannot be had. */
export class LoadedWords<Words> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #tables: Readonly<Record<Language, () => Promise<Words>>>;
  #words: Words;
  #language: Language = 'en';
  #unsubscribe = (): void => {};

  constructor(host: ReactiveControllerHost, english: Words, tables: Readonly<Record<Language, () => Promise<Words>>>) {
    this.#host = host;
    this.#words = english;
    this.#tables = tables;
    host.addController(this);
  }

  get words(): Words {
    return this.#words;
  }

  hostConnected(): void {
    this.#unsubscribe = language.onChange(() => void this.#load());
    void this.#load();
  }

  hostDisconnected(): void {
    this.#unsubscribe();
  }

  async #load(): Promise<void> {
    const wanted = language.language;
    if (wanted === this.#language) {
      return;
    }
    const words = await this.#tables[wanted]().catch(() => null);
    if (words !== null && wanted === language.language) {
      this.#words = words;
      this.#language = wanted;
      this.#host.requestUpdate();
    }
  }
}
