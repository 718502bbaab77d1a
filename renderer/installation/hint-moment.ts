interface HintMomentOptions {
  /** Kept over visits. Null where this browser keeps nothing: then nobody is asked, because nobody could say no for good. */
  readonly lasting: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** Kept for one visit. */
  readonly ofVisit: Pick<Storage, 'getItem' | 'setItem'> | null;
}

const visitsKey = 'petlog-visits-with-picture';
const countedKey = 'petlog-visit-counted';
const dismissedKey = 'petlog-install-hint';
const enoughVisits = 2;

/** When to say that PetLog can be an app: on the second visit that showed a picture, until somebody says no. */
export class HintMoment {
  readonly #options: HintMomentOptions;

  constructor(options: HintMomentOptions) {
    this.#options = options;
  }

  /** Whether it is the moment, now that a picture is seen. */
  pictureSeen(): boolean {
    const { lasting, ofVisit } = this.#options;
    if (lasting === null || ofVisit === null) {
      return false;
    }
    if (ofVisit.getItem(countedKey) === null) {
      ofVisit.setItem(countedKey, 'yes');
      lasting.setItem(visitsKey, String(Math.min(this.#visits + 1, enoughVisits)));
    }
    return this.#visits >= enoughVisits && lasting.getItem(dismissedKey) === null;
  }

  dismiss(): void {
    this.#options.lasting?.setItem(dismissedKey, 'dismissed');
  }

  get #visits(): number {
    return Number(this.#options.lasting?.getItem(visitsKey) ?? 0);
  }
}
