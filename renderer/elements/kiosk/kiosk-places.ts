import { html, type TemplateResult } from 'lit';
import type { IconName } from '../../icons.ts';
import { placeNames, places, type PlaceName } from '../../shell/places.ts';
import { text } from '../../text/text.ts';
import '../action-button.ts';

/** What is opened over the picture: a page that is one of the app's four places, or the menu of what is seldom needed. */
export type KioskTarget = 'picture' | 'activity' | 'library' | 'menu';

/** Where the places of the app are on the camera's own screen. */
const targets: Readonly<Record<PlaceName, KioskTarget>> = {
  live: 'picture',
  activity: 'activity',
  recordings: 'library',
  more: 'menu',
};

interface KioskPlaceOptions {
  /** Where one is. */
  readonly current: KioskTarget;
  /** The menu opens with the PIN alone. */
  readonly isLocked: boolean;
  /** A browser has no menu of the kiosk. */
  readonly hasMenu: boolean;
  /** What the live place leads to where that is not this picture: all cameras, and how that is called. */
  readonly wall: string | null;
  /** In one row, below a wall of cameras. */
  readonly flat: boolean;
  readonly open: (target: KioskTarget) => void;
}

/** The places of the app as large targets, in the order of its tab bar. */
export function kioskPlaces({ current, isLocked, hasMenu, wall, flat, open }: KioskPlaceOptions): TemplateResult {
  const words = text().places;
  const shown = placeNames.map((name) => ({ name, target: targets[name] })).filter(({ target }) => target !== 'menu' || hasMenu);
  return html`<nav class="places fades ${flat ? 'flat' : ''}" aria-label=${words.region}>
    ${shown.map(({ name, target }) => {
      const leadsToWall = target === 'picture' && wall !== null;
      return html`<petlog-button
        stacked
        icon=${target === 'menu' && isLocked ? ('lock' satisfies IconName) : places[name].icon}
        label=${leadsToWall ? wall : words[name]}
        .current=${target === current && !leadsToWall}
        @click=${() => open(target)}
      ></petlog-button>`;
    })}
  </nav>`;
}
