import { html, nothing, type TemplateResult } from 'lit';
import type { DayEvents } from '../../state/activity/day-events.ts';
import { labelName, zoneName } from '../../state/activity/event-title.ts';
import type { CamerasController } from '../../state/cameras/cameras-controller.ts';
import { onPress } from '../../state/on-press.ts';
import type { EventWords } from '../../text/en/events.ts';

interface Chip {
  readonly title: string;
  readonly isChosen: boolean;
  choose(): void;
}

/** Whom and what place a day is narrowed to, as chips; one row for each there is something to choose of. The styles are `chipStyles`. */
export function dayFilters(day: DayEvents, cameras: CamerasController, words: EventWords): TemplateResult {
  const { petId, label, zoneId, cameraId } = day.filter;
  const places = day.zones.filter(({ kind, camera_id }) => kind === 'place' && (cameraId === null || camera_id === cameraId));
  const seen = new Set(day.day?.labels.map((sum) => sum.label));
  seen.add(label);
  const labels = [...seen].filter((name): name is string => name !== null && (name === label || !isOfPets(name, day)));
  return html`<div class="filters">${row(
    words.who,
    { title: words.everyone, isChosen: petId === null && label === null, choose: () => day.choose({ petId: null, label: null }) },
    [
      ...day.pets.map(({ pet_id: id, name }) => ({
        title: name,
        isChosen: petId === id,
        choose: () => day.choose({ petId: petId === id ? null : id, label: null }),
      })),
      ...labels.map((name) => ({
        title: labelName(name, words),
        isChosen: label === name,
        choose: () => day.choose({ label: label === name ? null : name, petId: null }),
      })),
    ],
  )}
    ${row(
      words.where,
      { title: words.everywhere, isChosen: zoneId === null, choose: () => day.choose({ zoneId: null }) },
      places.map((zone) => ({
        title: zoneName(zone, words),
        isChosen: zoneId === zone.zone_id,
        choose: () => day.choose({ zoneId: zoneId === zone.zone_id ? null : zone.zone_id }),
      })),
    )}
    ${
      cameras.areMany
        ? row(
            words.cameras,
            { title: words.allCameras, isChosen: cameraId === null, choose: () => day.choose({ cameraId: null }) },
            (cameras.cameras ?? []).map(({ camera_id: id, name }) => ({
              title: name,
              isChosen: cameraId === id,
              choose: () => day.choose({ cameraId: cameraId === id ? null : id, zoneId: null }),
            })),
          )
        : nothing
    }</div>`;
}

/** Whether who looks like that is one of the pets, and has a chip already. */
export const isOfPets = (label: string, { pets }: Pick<DayEvents, 'pets'>): boolean => pets.some(({ species }) => species === label);

function row(label: string, all: Chip, chips: readonly Chip[]): TemplateResult | typeof nothing {
  return chips.length === 0
    ? nothing
    : html`<div class="chips" role="group" aria-label=${label}>
        ${[all, ...chips].map(({ title, isChosen, choose }) => html`<button type="button" aria-pressed=${isChosen} @click=${onPress(choose)}>${title}</button>`)}
      </div>`;
}
