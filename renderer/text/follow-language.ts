import { LitElement, type ReactiveController, type ReactiveElement } from 'lit';
import { timeZone } from '../state/time-zone.ts';
import type { Language } from './languages.ts';
import { language } from './text.ts';

/** Renders its host again in another language or time zone, also when it was out of the page meanwhile. */
class FollowLanguage implements ReactiveController {
  readonly #host: ReactiveElement;
  #shown: { readonly language: Language; readonly timeZone: string | undefined } | undefined;
  #subscriptions: readonly (() => void)[] = [];

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const update = (): void => this.#host.requestUpdate();
    this.#subscriptions = [language.onChange(update), timeZone.onChange(update)];
    if (this.#shown !== undefined && (this.#shown.language !== language.language || this.#shown.timeZone !== timeZone.name)) {
      update();
    }
  }

  hostDisconnected(): void {
    for (const unsubscribe of this.#subscriptions) {
      unsubscribe();
    }
  }

  hostUpdate(): void {
    this.#shown = { language: language.language, timeZone: timeZone.name };
  }
}

// Elements take over what LitElement has when they are defined, so that this module stands before theirs.
LitElement.addInitializer((element) => {
  new FollowLanguage(element);
});
