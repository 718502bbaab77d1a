import type { SoundWords } from '../en/sound.ts';

/** Words of the sound, in German. */
export const soundWords: SoundWords = {
  on: 'Ton ist an',
  heard: 'Ton',
  muted: 'Stumm',
  unmute: 'Ton hören',
  mute: 'Stummschalten',
  level: 'Lautstärke',
  silent: 'Gerade ist nichts zu hören: Das Mikrofon ist offen, solange jemand das Video sieht oder aufgenommen wird.',
  microphone: 'Mikrofon',
  automatic: 'Automatisch',
  another: 'Ein anderes, nach Namen',
  deviceName: 'Name des Geräts',
  deviceHint: 'So, wie der Befehl „arecord --list-pcms“ ihn nennt, zum Beispiel plughw:CARD=Webcam,DEV=0.',
  wrongName: 'Das ist kein Name eines Mikrofons. Einer sieht so aus: plughw:CARD=Webcam,DEV=0, oder default.',
  notFound: 'Dieses Mikrofon ist gerade nicht zu finden.',
  /** In place of those of a microphone. */
  speaker: {
    label: 'Lautsprecher',
    another: 'Ein anderer, nach Namen',
    deviceHint: 'So, wie der Befehl „aplay --list-pcms“ ihn nennt, zum Beispiel plughw:CARD=Device,DEV=0.',
    wrongName: 'Das ist kein Name eines Lautsprechers. Einer sieht so aus: plughw:CARD=Device,DEV=0, oder default.',
    notFound: 'Dieser Lautsprecher ist gerade nicht zu finden.',
  },
};
