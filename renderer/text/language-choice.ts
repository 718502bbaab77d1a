import { en, type Text } from './en.ts';
import { localeOf, pickLanguage, type Language } from './languages.ts';

/** Under this name a browser remembers what its reader chose. */
const storageKey = 'petlog-language';

export interface LanguageChoiceOptions {
  /** What the browser offers: BCP 47 tags, best first. */
  preferred(): readonly string[];
  /** The camera's own, and whether it comes before the browser's or after; null where it has none. */
  camera(): { readonly language: string; readonly isFirst: boolean } | null;
  /** May throw where the browser keeps nothing. */
  storage(): Pick<Storage, 'getItem' | 'setItem'>;
  /** Fetches a language's words. Throws where they cannot be had. */
  load(language: Exclude<Language, 'en'>): Promise<Text>;
}

/** The language of this page and its words. English is always there; the others are fetched when they are needed. */
export class LanguageChoice {
  readonly #options: LanguageChoiceOptions;
  readonly #listeners = new Set<() => void>();
  #language: Language = 'en';
  #words: Text = en;
  #wanted: Language = 'en';
  /** Asking the browser is slow, and a finger on the strip of time needs it several times with each move. */
  #locale: string | null = null;

  constructor(options: LanguageChoiceOptions) {
    this.#options = options;
  }

  get language(): Language {
    return this.#language;
  }

  get words(): Text {
    return this.#words;
  }

  get locale(): string {
    return (this.#locale ??= localeOf(this.#language, this.#options.preferred()));
  }

  /** Takes the reader's language, before the first words are shown. Where it cannot be had, English stays. */
  async open(): Promise<void> {
    try {
      await this.#use(pickLanguage(this.#remembered(), this.#preferred()));
    } catch {
      this.#wanted = this.#language;
    }
  }

  /** Changes and remembers the language. Throws, and changes nothing, where its words cannot be had. */
  async choose(language: Language): Promise<void> {
    await this.#use(language);
    if (language !== this.#language) {
      return;
    }
    try {
      this.#options.storage().setItem(storageKey, language);
    } catch {
      // It then holds until the page is closed.
    }
  }

  /** Returns the function that ends the subscription. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #preferred(): readonly string[] {
    const preferred = this.#options.preferred();
    const camera = this.#options.camera();
    if (camera === null) {
      return preferred;
    }
    return camera.isFirst ? [camera.language, ...preferred] : [...preferred, camera.language];
  }

  /** The newest wish wins, whichever words arrive last. */
  async #use(language: Language): Promise<void> {
    this.#wanted = language;
    const words = language === 'en' ? en : await this.#options.load(language);
    if (this.#wanted !== language || this.#language === language) {
      return;
    }
    this.#language = language;
    this.#locale = null;
    this.#words = words;
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }

  #remembered(): string | null {
    try {
      return this.#options.storage().getItem(storageKey);
    } catch {
      return null;
    }
  }
}
