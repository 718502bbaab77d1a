/** A live picture that a tab shows or would show. */
export interface Claim {
  readonly id: string;
  /** Rises with each claim of any tab, so that all see the same order. */
  readonly order: number;
}

/** What a tab claims. */
export interface TabClaims {
  readonly tab: string;
  readonly claims: readonly Claim[];
}

interface Other extends TabClaims {
  /** What it told counts until then. */
  readonly until: number;
  readonly isHeld: boolean;
}

/** A tab that told nothing for so long has crashed, or stands still. */
export const silenceMilliseconds = 7_000;
/** PetLog ends a stream that takes nothing after a minute: a tab that stands still holds its connection until then. */
export const heldMilliseconds = 60_000;

/** What the other tabs of this browser told. `now` in milliseconds, of a clock that does not jump. */
export class OtherTabs {
  readonly #tabs = new Map<string, Other>();

  get claims(): readonly Claim[] {
    return [...this.#tabs.values()].flatMap(({ claims }) => claims);
  }

  /** Those that tell nothing, and hold their connections. */
  get held(): readonly TabClaims[] {
    return [...this.#tabs.values()].filter(({ isHeld }) => isHeld).map(({ tab, claims }) => ({ tab, claims }));
  }

  hear({ tab, claims }: TabClaims, now: number): void {
    if (claims.length === 0) {
      this.#tabs.delete(tab);
    } else {
      this.#tabs.set(tab, { tab, claims, until: now + silenceMilliseconds, isHeld: false });
    }
  }

  /** They told nothing; what one of them tells after all counts more. */
  hold(silent: readonly TabClaims[], now: number): void {
    for (const { tab, claims } of silent) {
      if (this.#tabs.get(tab)?.isHeld !== false) {
        this.#tabs.set(tab, { tab, claims, until: now + heldMilliseconds, isHeld: true });
      }
    }
  }

  /** This tab slept, and what the others told meanwhile is still to be read. */
  excuse(now: number): void {
    for (const other of this.#tabs.values()) {
      this.#tabs.set(other.tab, { ...other, until: Math.max(other.until, now + silenceMilliseconds) });
    }
  }

  /** Forgets those that have told nothing for too long, and returns them. */
  forgetSilent(now: number): readonly TabClaims[] {
    const silent = [...this.#tabs.values()].filter(({ until }) => until < now);
    for (const { tab } of silent) {
      this.#tabs.delete(tab);
    }
    return silent.map(({ tab, claims }) => ({ tab, claims }));
  }

  clear(): void {
    this.#tabs.clear();
  }
}
