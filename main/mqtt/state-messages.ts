import type { HomeCamera, HomePet, HomePlace, HomeState } from './home-state.ts';
import { countedLabels, type Topics } from './topics.ts';

const onOff = (isOn: boolean): string => (isOn ? 'ON' : 'OFF');
const gigabytes = (bytes: number): number => Math.round(bytes / 1e8) / 10;

/**
 * What is retained at the broker of a state, by topics. JSON has null for what is
 * not known, which Home Assistant shows as unknown.
 *
 * @param id of this PetLog at this broker
 */
export function stateMessages(state: HomeState, topics: Topics, id: string): Map<string, string> {
  const messages = new Map<string, string>();
  messages.set(topics.available(), 'online');
  messages.set(topics.status(), JSON.stringify(statusOf(state, id)));
  messages.set(topics.state('presence'), onOff(state.isHome));
  messages.set(topics.state('snooze'), state.snoozedUntil ?? 'OFF');
  for (const camera of state.cameras) {
    const { cameraId } = camera;
    messages.set(topics.ofCamera(cameraId, 'motion'), onOff(camera.hasMotion));
    countedLabels.forEach((label) => messages.set(topics.ofCamera(cameraId, label), String(camera.counts[label])));
    messages.set(topics.state('recordings', cameraId), onOff(camera.isRecording));
    messages.set(topics.state('privacy', cameraId), onOff(camera.isPrivate));
    messages.set(topics.ofCamera(cameraId, 'status'), JSON.stringify(cameraStatusOf(camera, state.url)));
  }
  state.pets.forEach((pet) => messages.set(topics.pet(pet.petId), JSON.stringify(petStatusOf(pet, state.places))));
  state.places.forEach((place) => messages.set(topics.place(place.zoneId), JSON.stringify(placeStatusOf(place))));
  return messages;
}

function statusOf({ name, version, url, snoozedUntil, problems, storage }: HomeState, id: string): object {
  return {
    id,
    name,
    version,
    url,
    problem: onOff(problems.length > 0),
    problems,
    snoozed_until: snoozedUntil,
    free_gb: storage === null ? null : gigabytes(storage.availableBytes),
    recordings_gb: storage === null ? null : gigabytes(storage.recordingsBytes),
    hours_left: storage?.hoursLeft ?? null,
  };
}

function cameraStatusOf({ name, state, reason, framesPerSecond, streamPath, snapshotPath }: HomeCamera, url: string | null): object {
  return {
    name,
    state,
    problem: onOff(state === 'lost'),
    reason,
    fps: Math.round(framesPerSecond),
    stream_url: url === null ? null : url + streamPath,
    snapshot_url: url === null ? null : url + snapshotPath,
  };
}

function petStatusOf({ name, isInView, placeId, lastSeen, visitsToday, minutesToday }: HomePet, places: readonly HomePlace[]): object {
  const place = places.find(({ zoneId }) => zoneId === placeId);
  return {
    name,
    in_view: onOff(isInView),
    camera_id: place?.cameraId ?? null,
    place: place === undefined ? null : place.name === '' ? place.place : place.name,
    last_seen: lastSeen,
    visits_today: visitsToday,
    minutes_today: minutesToday,
  };
}

const placeStatusOf = ({ name, place, isOccupied, visitsToday, minutesToday }: HomePlace): object => ({
  name,
  place,
  occupied: onOff(isOccupied),
  visits_today: visitsToday,
  minutes_today: minutesToday,
});
