import type { AutomaticMode, Weekday } from '../../../shared/config/automatic-recording.ts';
import type { Config, ConfigPatch } from '../../../shared/config.ts';
import { isMicrophoneName } from '../../../shared/config/microphone-name.ts';
import { isSpeakerName } from '../../../shared/config/speaker-name.ts';
import type { ZonePlace } from '../../../shared/zones.ts';

/** Either or. */
interface SwitchField {
  readonly kind: 'switch';
  readonly off: SettingValue;
  readonly on: SettingValue;
}

/** A whole number, and what a press on a button changes. */
interface NumberField {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A whole number of which people see at once what it does. */
interface SliderField {
  readonly kind: 'slider';
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Width and height in pixels, of those that cameras usually have. */
interface ResolutionField {
  readonly kind: 'resolution';
  readonly values: readonly Resolution[];
}

/** A time of day such as 22:00. */
interface TimeField {
  readonly kind: 'time';
}

/** A microphone by its name of ALSA, or `auto`. */
interface MicrophoneField {
  readonly kind: 'microphone';
}

/** One of several. */
interface ChoiceField {
  readonly kind: 'choice';
  readonly values: readonly string[];
}

/** Some of several, at least so many. */
interface ChoicesField {
  readonly kind: 'choices';
  readonly values: readonly string[];
  readonly least: number;
}

export type Resolution = readonly [width: number, height: number];
export type SettingValue = boolean | number | string | Resolution | readonly string[];
export type SettingField = { readonly group: SettingGroup } & (
  SwitchField | NumberField | SliderField | ResolutionField | TimeField | MicrophoneField | ChoiceField | ChoicesField
);

export const settingGroups = ['picture', 'running', 'noticing', 'screen'] as const;
export type SheetGroup = (typeof settingGroups)[number];
/** What each of several cameras may have otherwise than the others. */
export const recordingGroups = ['beginning', 'rewind'] as const;
/** What a camera records by itself stands in a form of its own. */
export type SettingGroup = SheetGroup | (typeof recordingGroups)[number] | 'automatic';

const either = { kind: 'switch', off: false, on: true } as const;

/** What the settings on the screens change, in their order. Limits are those of the schema (a test holds the two together). */
export const settingFields = {
  'camera.rotation': { group: 'picture', kind: 'switch', off: 0, on: 180 },
  'camera.hflip': { group: 'picture', ...either },
  'camera.vflip': { group: 'picture', ...either },
  'camera.resolution': {
    group: 'picture',
    kind: 'resolution',
    values: [
      [640, 480],
      [1280, 720],
      [1920, 1080],
    ],
  },
  'camera.frame_rate': { group: 'picture', kind: 'number', min: 1, max: 60, step: 5 },
  'camera.quality': { group: 'picture', kind: 'number', min: 1, max: 100, step: 5 },
  'camera.overlay_timestamp': { group: 'picture', ...either },
  'camera.sound': { group: 'picture', ...either },
  'camera.microphone': { group: 'picture', kind: 'microphone' },
  'camera.speaker': { group: 'picture', kind: 'switch', off: 'off', on: 'auto' },
  'camera.always_on': { group: 'running', ...either },
  'camera.idle_stop_seconds': { group: 'running', kind: 'number', min: 0, max: 86_400, step: 10 },
  'detection.enabled': { group: 'noticing', ...either },
  'detection.sensitivity': { group: 'noticing', kind: 'slider', min: 0, max: 100, step: 5 },
  'detection.people': { group: 'noticing', ...either },
  'recording.pre_roll_seconds': { group: 'beginning', kind: 'number', min: 0, max: 30, step: 5 },
  'recording.rewind_minutes': { group: 'rewind', kind: 'number', min: 0, max: 1440, step: 5 },
  'recording.automatic': {
    group: 'automatic',
    kind: 'choice',
    values: ['never', 'visits', 'motion', 'always'] satisfies readonly AutomaticMode[],
  },
  'recording.automatic_labels': { group: 'automatic', kind: 'choices', values: ['cat', 'dog', 'person'], least: 1 },
  'recording.automatic_places': {
    group: 'automatic',
    kind: 'choices',
    values: ['bowl', 'water', 'litter_box', 'bed', 'door', 'other'] satisfies readonly ZonePlace[],
    least: 0,
  },
  'recording.automatic_days': {
    group: 'automatic',
    kind: 'choices',
    values: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] satisfies readonly Weekday[],
    least: 1,
  },
  'recording.automatic_from': { group: 'automatic', kind: 'time' },
  'recording.automatic_until': { group: 'automatic', kind: 'time' },
  'recording.automatic_post_roll_seconds': { group: 'automatic', kind: 'number', min: 3, max: 300, step: 5 },
  'recording.automatic_longest_minutes': { group: 'automatic', kind: 'number', min: 1, max: 240, step: 5 },
  'kiosk.brightness_day_percent': { group: 'screen', kind: 'number', min: 10, max: 100, step: 10 },
  'kiosk.brightness_night_percent': { group: 'screen', kind: 'number', min: 0, max: 100, step: 10 },
  'kiosk.night_from': { group: 'screen', kind: 'time' },
  'kiosk.night_until': { group: 'screen', kind: 'time' },
  'kiosk.screen_blanking': { group: 'screen', kind: 'switch', off: 'system', on: 'never' },
  'kiosk.hide_cursor': { group: 'screen', ...either },
  'kiosk.on_screen_keyboard': { group: 'screen', ...either },
} as const satisfies Readonly<Partial<Record<ConfigKey, SettingField>>>;

type ConfigKey = { [S in keyof Config]: `${S}.${keyof Config[S] & string}` }[keyof Config];

export type SettingName = keyof typeof settingFields;
type RecordingSettingName = Extract<SettingName, `recording.${string}`>;
export type AutomaticSettingName = Extract<SettingName, `recording.automatic${string}`>;
/** The microphone's field has words of its own. */
export type SheetSettingName = Exclude<SettingName, RecordingSettingName | 'camera.microphone'>;
export type SettingValues = Readonly<Record<SettingName, SettingValue>>;

export const settingNames = Object.keys(settingFields) as readonly SettingName[];

export const isAutomaticSetting = (name: SettingName): name is AutomaticSettingName => settingFields[name].group === 'automatic';

export function settingField(name: SettingName): SettingField {
  return settingFields[name];
}

export function settingValues(config: Config): SettingValues {
  const sections: Readonly<Record<string, Readonly<Record<string, unknown>>>> = config;
  return Object.fromEntries(settingNames.map((name) => [name, sections[sectionOf(name)]?.[keyOf(name)]])) as Record<
    SettingName,
    SettingValue
  >;
}

/** As `PATCH /settings` takes it. */
export function settingsPatch(values: Partial<SettingValues>): ConfigPatch {
  const patch: Record<string, Record<string, SettingValue>> = {};
  for (const [name, value] of Object.entries(values) as readonly [SettingName, SettingValue][]) {
    (patch[sectionOf(name)] ??= {})[keyOf(name)] = value;
  }
  return patch;
}

export function isAllowedSetting(name: SettingName, value: SettingValue): boolean {
  const field = settingField(name);
  if (field.kind === 'number' || field.kind === 'slider') {
    return Number.isInteger(value) && Number(value) >= field.min && Number(value) <= field.max;
  }
  if (field.kind === 'choices') {
    return Array.isArray(value) && value.length >= field.least;
  }
  if (name === 'camera.speaker') {
    return isSpeakerName(String(value));
  }
  if (field.kind === 'microphone') {
    return isMicrophoneName(String(value));
  }
  return field.kind !== 'time' || value !== '';
}

function sectionOf(name: SettingName): string {
  return name.slice(0, name.indexOf('.'));
}

function keyOf(name: SettingName): string {
  return name.slice(name.indexOf('.') + 1);
}
