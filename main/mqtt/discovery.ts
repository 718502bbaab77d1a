import type { HomeCamera, HomePet, HomePlace, HomeState } from './home-state.ts';
import type { HomeWords } from './text/home-words.ts';
import { countedLabels, type Topics } from './topics.ts';

/** What Home Assistant makes one entity of. */
export interface Component {
  readonly platform: string;
  readonly unique_id?: string;
  readonly [key: string]: unknown;
}

export interface Device {
  readonly device: object;
  readonly components: Readonly<Record<string, Component>>;
  readonly [key: string]: unknown;
}

interface DiscoveryOptions {
  readonly state: HomeState;
  readonly topics: Topics;
  /** Of this PetLog at this broker: letters, digits, `_`. */
  readonly id: string;
  readonly words: HomeWords;
  /** Whether PetLog takes commands; without, there are no switches. */
  readonly takesCommands: boolean;
}

const snoozes = [15, 30, 60] as const;

/** Id of the device of a camera. */
export const cameraDeviceId = (id: string, cameraId: string): string => `${id}_${cameraId}`;
/** Whether a device is of this PetLog. */
export const isOwnDevice = (id: string, deviceId: string): boolean => deviceId === id || deviceId.startsWith(`${id}_`);

/**
 * One message for each device, by topics: PetLog itself, and each camera
 * (https://www.home-assistant.io/integrations/mqtt/#device-discovery-payload).
 */
export function discoveryMessages(options: DiscoveryOptions): Map<string, string> {
  const { state, topics, id } = options;
  const devices = new Map<string, Device>([[id, petLogDevice(options)]]);
  state.cameras.forEach((camera) => devices.set(cameraDeviceId(id, camera.cameraId), cameraDevice(options, camera)));
  return new Map([...devices].map(([deviceId, device]) => [topics.discovery(deviceId), JSON.stringify(device)]));
}

/**
 * A message between two of a device, in which what is gone is said to be gone: a component
 * that is left out stays in Home Assistant, one of which nothing is said but its platform goes.
 *
 * @returns null where nothing went
 */
export function removalMessage(before: string, after: string): string | null {
  const [old, now] = [componentsIn(before), componentsIn(after)];
  const gone = Object.entries(old).filter(([key, { platform }]) => now[key]?.platform !== platform);
  return gone.length === 0
    ? null
    : JSON.stringify({
        ...(JSON.parse(after) as Device),
        components: { ...now, ...Object.fromEntries(gone.map(([key, { platform }]) => [key, { platform }])) },
      });
}

function componentsIn(message: string): Device['components'] {
  try {
    const { components } = JSON.parse(message) as Partial<Device>;
    return Object.fromEntries(Object.entries(components ?? {}).filter(([, { platform }]) => typeof platform === 'string'));
  } catch {
    return {}; // of somebody else
  }
}

/** What all devices have in common. */
const frame = ({ state, topics }: DiscoveryOptions, device: object, components: readonly (readonly [string, Component])[]): Device => ({
  device: {
    manufacturer: 'PetLog',
    sw_version: state.version,
    ...(state.url === null ? {} : { configuration_url: state.url }),
    ...device,
  },
  origin: { name: 'PetLog', sw_version: state.version },
  availability_topic: topics.available(),
  qos: 1,
  components: Object.fromEntries(components),
});

/** Names an entity by what it is, whatever the language: `key` of the device `deviceId`. */
function entity(deviceId: string, slug: string): (key: string, platform: string, rest: object) => readonly [string, Component] {
  return (key, platform, rest) => [
    key,
    { platform, unique_id: `${deviceId}_${key}`, default_entity_id: `${platform}.${slug}_${key}`, ...rest },
  ];
}

const slugOf = (name: string): string => {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return slug === '' ? 'petlog' : slug;
};

const value = (name: string): { value_template: string } => ({ value_template: `{{ value_json.${name} }}` });

function petLogDevice(options: DiscoveryOptions): Device {
  const { state, topics, id, words, takesCommands } = options;
  const make = entity(id, slugOf(state.name));
  const status = topics.status();
  return frame(options, { identifiers: [id], name: state.name, model: 'PetLog' }, [
    takesCommands
      ? make('presence', 'switch', {
          name: words.presence,
          icon: 'mdi:home-account',
          state_topic: topics.state('presence'),
          command_topic: topics.command('presence'),
        })
      : make('is_home', 'binary_sensor', { name: words.presence, device_class: 'presence', state_topic: topics.state('presence') }),
    ...(takesCommands ? snoozeButtons(options, make) : []),
    make('snoozed_until', 'sensor', {
      name: words.snoozedUntil,
      device_class: 'timestamp',
      state_topic: status,
      ...value('snoozed_until'),
    }),
    make('problem', 'binary_sensor', {
      name: words.problem,
      device_class: 'problem',
      entity_category: 'diagnostic',
      state_topic: status,
      ...value('problem'),
      json_attributes_topic: status,
      json_attributes_template: '{{ {"problems": value_json.problems} | tojson }}',
    }),
    make('free_space', 'sensor', {
      name: words.freeSpace,
      device_class: 'data_size',
      state_class: 'measurement',
      unit_of_measurement: 'GB',
      entity_category: 'diagnostic',
      state_topic: status,
      ...value('free_gb'),
    }),
    make('hours_left', 'sensor', {
      name: words.hoursLeft,
      device_class: 'duration',
      state_class: 'measurement',
      unit_of_measurement: 'h',
      entity_category: 'diagnostic',
      state_topic: status,
      ...value('hours_left'),
    }),
    ...state.pets.flatMap((pet) => petComponents(options, pet, make)),
  ]);
}

function snoozeButtons({ topics, words }: DiscoveryOptions, make: ReturnType<typeof entity>): readonly (readonly [string, Component])[] {
  const button = (key: string, name: string, payload: string): readonly [string, Component] =>
    make(key, 'button', { name, icon: 'mdi:bell-sleep', command_topic: topics.command('snooze'), payload_press: payload });
  return [
    ...snoozes.map((minutes) => button(`snooze_${minutes}`, words.snooze(minutes), String(minutes))),
    button('snooze_morning', words.snoozeUntilMorning, 'morning'),
    button('snooze_end', words.alertsAgain, '0'),
  ];
}

function petComponents(
  { topics, words }: DiscoveryOptions,
  { petId, name }: HomePet,
  make: ReturnType<typeof entity>,
): readonly (readonly [string, Component])[] {
  const topic = { state_topic: topics.pet(petId) };
  const key = `pet_${petId}`;
  return [
    make(`${key}_in_view`, 'binary_sensor', {
      name: words.inView(name),
      device_class: 'occupancy',
      icon: 'mdi:paw',
      ...topic,
      ...value('in_view'),
      json_attributes_topic: topics.pet(petId),
    }),
    make(`${key}_place`, 'sensor', { name: words.placeOf(name), icon: 'mdi:map-marker', ...topic, ...value('place') }),
    make(`${key}_last_seen`, 'sensor', { name: words.lastSeen(name), device_class: 'timestamp', ...topic, ...value('last_seen') }),
    make(`${key}_visits`, 'sensor', {
      name: words.visitsToday(name),
      icon: 'mdi:counter',
      state_class: 'total_increasing',
      ...topic,
      ...value('visits_today'),
    }),
  ];
}

function cameraDevice(options: DiscoveryOptions, camera: HomeCamera): Device {
  const { state, topics, id, words, takesCommands } = options;
  const { cameraId, name } = camera;
  const deviceId = cameraDeviceId(id, cameraId);
  // One without a name of its own has that of PetLog, and two devices of one name are hard to tell apart.
  const isNamesake = name === state.name;
  const make = entity(deviceId, isNamesake ? `${slugOf(name)}_camera` : slugOf(name));
  const status = topics.ofCamera(cameraId, 'status');
  const toggle = (command: 'recordings' | 'privacy', key: string, label: string, icon: string): readonly [string, Component] =>
    takesCommands
      ? make(key, 'switch', {
          name: label,
          icon,
          state_topic: topics.state(command, cameraId),
          command_topic: topics.command(command, cameraId),
        })
      : make(`is_${key}`, 'binary_sensor', { name: label, icon, state_topic: topics.state(command, cameraId) });
  return frame(options, { identifiers: [deviceId], name: isNamesake ? words.cameraOf(name) : name, model: 'Camera', via_device: id }, [
    // Named as the device is.
    make('picture', 'camera', { name: null, topic: topics.ofCamera(cameraId, 'picture'), json_attributes_topic: status }),
    ...(takesCommands
      ? [
          make('take_picture', 'button', {
            name: words.takePicture,
            icon: 'mdi:camera',
            command_topic: topics.command('picture', cameraId),
          }),
        ]
      : []),
    make('last_event', 'image', { name: words.lastEvent, image_topic: topics.ofCamera(cameraId, 'snapshot'), content_type: 'image/jpeg' }),
    make('motion', 'binary_sensor', { name: words.motion, device_class: 'motion', state_topic: topics.ofCamera(cameraId, 'motion') }),
    ...countedLabels.map((label) =>
      make(label, 'binary_sensor', {
        name: words.labels[label],
        device_class: 'occupancy',
        state_topic: topics.ofCamera(cameraId, label),
        value_template: "{{ 'ON' if value | int(0) > 0 else 'OFF' }}",
      }),
    ),
    toggle('recordings', 'recording', words.recording, 'mdi:record-rec'),
    toggle('privacy', 'privacy', words.privacy, 'mdi:eye-off'),
    make('problem', 'binary_sensor', {
      name: words.problem,
      device_class: 'problem',
      entity_category: 'diagnostic',
      state_topic: status,
      ...value('problem'),
      json_attributes_topic: status,
    }),
    ...state.places.filter((place) => place.cameraId === cameraId).flatMap((place) => placeComponents(options, place, make)),
  ]);
}

function placeComponents(
  { topics, words }: DiscoveryOptions,
  { zoneId, name, place }: HomePlace,
  make: ReturnType<typeof entity>,
): readonly (readonly [string, Component])[] {
  const topic = { state_topic: topics.place(zoneId) };
  const label = name === '' ? words.places[place] : name;
  return [
    make(`place_${zoneId}`, 'binary_sensor', { name: label, device_class: 'occupancy', ...topic, ...value('occupied') }),
    make(`place_${zoneId}_visits`, 'sensor', {
      name: words.visitsToday(label),
      icon: 'mdi:counter',
      state_class: 'total_increasing',
      ...topic,
      ...value('visits_today'),
    }),
  ];
}
