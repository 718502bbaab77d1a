import { LitElement, type ReactiveController, type ReactiveElement } from 'lit';
import type { Language } from './languages.ts';
import { language } from './text.ts';

/** Renders its host again in another language, also when it was out of the page meanwhile. */
class FollowLanguage implements ReactiveController {
  readonly #host: ReactiveElement;
  #shown: Language | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = language.onChange(() => this.#host.requestUpdate());
    if (this.#shown !== undefined && this.#shown !== language.language) this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
  }

  hostUpdate(): void {
    this.#shown = language.language;
  }
}

// Elements take over what LitElement has when they are defined, so that this module stands before theirs.
LitElement.addInitializer((element) => {
  new FollowLanguage(element);
});
