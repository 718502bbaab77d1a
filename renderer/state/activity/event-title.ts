import type { LogEvent } from '../../../shared/log-events.ts';
import { unseenEventTypes } from '../../../shared/unseen-event-types.ts';
import type { Zone } from '../../../shared/zones.ts';
import type { EventWords } from '../../text/en/events.ts';

const withoutWho: ReadonlySet<string> = new Set(unseenEventTypes);

/** Whether it is about somebody who was seen. */
export const hasWho = ({ event_type }: Pick<LogEvent, 'event_type'>): boolean => !withoutWho.has(event_type);

/** Who it was, as people say it. */
export function whoOf({ pet_name, label }: Pick<LogEvent, 'pet_name' | 'label'>, words: EventWords): string {
  return pet_name ?? labelName(label, words);
}

/** What a label of the model is called; as it is where nobody has a word for it. */
export function labelName(label: string | null, words: EventWords): string {
  if (label === null) {
    return words.somebody;
  }
  const names: Readonly<Record<string, string>> = { ...words.pets.speciesNames, ...words.labels };
  return Object.hasOwn(names, label) ? (names[label] ?? label) : label;
}

/** What people call a zone, or what it is. */
export function zoneName(zone: Pick<Zone, 'name' | 'kind' | 'place' | 'labels'>, words: EventWords): string {
  const { name, kind, place } = zone;
  return name !== '' ? name : kind === 'ignore' ? ignoredName(zone, words) : words.zones.places[place];
}

/** What is nothing in a zone of the kind ignore. */
export const ignoredName = ({ labels }: Pick<Zone, 'labels'>, { zones, labels: names }: EventWords): string =>
  labels.length === 0 ? zones.ignore : zones.ignoreLabels(labels.map((label) => names[label] ?? label).join(', '));

/** Who did what where, such as "Luna at the bowl". */
export function eventTitle(event: LogEvent, zones: readonly Zone[], words: EventWords): string {
  const what = event.event_type === 'visit' ? '' : words.types[event.event_type];
  if (!hasWho(event)) {
    return what;
  }
  const who = whoOf(event, words);
  const zone = event.zones.map((id) => zones.find(({ zone_id }) => zone_id === id)).find((found) => found?.kind === 'place');
  const place = zone === undefined ? '' : placePhrase(zone, words);
  const did = what === '' ? who : words.did(who, what);
  return place === '' ? did : words.at(did, place);
}

function placePhrase({ name, place }: Zone, words: EventWords): string {
  return name !== '' ? `· ${name}` : place === 'other' ? '' : words.atPlace[place];
}
