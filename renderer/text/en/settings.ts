import type { SheetGroup, SheetSettingName } from '../../state/settings/setting-fields.ts';

/** Of one setting on a screen. */
interface SettingWords {
  readonly label: string;
  readonly unit?: string;
  readonly hint?: string;
}

/** Words of the settings on the screens, in English. */
export const settingsWords = {
  settings: {
    open: 'Settings',
    close: 'Close',
    loading: 'Loading…',
    saving: 'Saving…',
    saved: 'Saved',
    failed: {
      load: (reason: string): string => `The settings could not be read. ${reason}`,
      change: (reason: string): string => `That was not changed. ${reason}`,
    },
    recordings: 'How long recordings are kept is set under Storage.',
    noScreen: 'This camera has no screen: PetLog was started without one.',
    groups: {
      picture: 'Picture',
      running: 'When the camera runs',
      noticing: 'What is noticed',
      screen: "The camera's own screen",
    } satisfies Record<SheetGroup, string>,
    fields: {
      'camera.rotation': { label: 'Turn upside down', hint: 'For a camera that hangs from the ceiling.' },
      'camera.hflip': { label: 'Mirror left to right' },
      'camera.vflip': { label: 'Mirror top to bottom' },
      'camera.resolution': {
        label: 'Resolution',
        hint: 'In pixels. Larger pictures need more of the network and of the processor.',
      },
      'camera.frame_rate': { label: 'Frames per second' },
      'camera.quality': { label: 'Quality', unit: 'of 100', hint: '70 to 90 balances picture and size.' },
      'camera.overlay_timestamp': {
        label: 'Date and time in the picture',
        hint: 'If the camera cannot write them itself, this takes about half a processor core of a Raspberry Pi 4. The mock camera always shows them.',
      },
      'camera.sound': { label: 'Sound', hint: 'Live video, recordings and looking back have sound. Every screen shows that it is on.' },
      'camera.speaker': {
        label: 'Talk back',
        hint: 'People who may talk are heard through a speaker of this machine. Every screen shows when somebody is talking.',
      },
      'camera.always_on': { label: 'Always on', hint: 'The camera starts with PetLog and never stops by itself.' },
      'camera.idle_stop_seconds': {
        label: 'Stop when unused, after',
        unit: 'seconds',
        hint: 'Unless somebody started it with Start. 0: at once.',
      },
      'detection.enabled': { label: 'Notice pets and people', hint: 'While the camera runs. Nothing leaves this machine.' },
      'detection.sensitivity': { label: 'Sensitivity', unit: 'of 100', hint: 'Higher values notice smaller and fainter movements too.' },
      'detection.people': { label: 'People too', hint: 'When this is off, visits of people are left out.' },
      'kiosk.brightness_day_percent': { label: 'Brightness by day', unit: '%' },
      'kiosk.brightness_night_percent': {
        label: 'Brightness at night',
        unit: '%',
        hint: 'A touch brings back the daytime brightness for a minute.',
      },
      'kiosk.night_from': { label: 'Night begins' },
      'kiosk.night_until': { label: 'Night ends' },
      'kiosk.screen_blanking': { label: 'Keep the screen on', hint: 'Otherwise the desktop decides when it goes dark.' },
      'kiosk.hide_cursor': { label: 'Hide the mouse pointer', hint: 'Until a mouse moves.' },
      'kiosk.on_screen_keyboard': { label: 'On-screen keyboard', hint: 'When a finger touches a text field.' },
    } as Readonly<Record<SheetSettingName, SettingWords>>,
  },
};
