import type { SoundWords } from '../en/sound.ts';

/** Words of the sound, in Italian. */
export const soundWords: SoundWords = {
  on: 'L’audio è attivo',
  heard: 'Audio',
  muted: 'Muto',
  unmute: 'Ascolta',
  mute: 'Disattiva l’audio',
  level: 'Livello sonoro',
  silent: 'Ora non si sente nulla: il microfono si apre mentre qualcuno guarda il video o si registra.',
  microphone: 'Microfono',
  automatic: 'Automatico',
  another: 'Un altro, per nome',
  deviceName: 'Nome del dispositivo',
  deviceHint: 'Come lo indica il comando «arecord --list-pcms», per esempio plughw:CARD=Webcam,DEV=0.',
  wrongName: 'Questo non è il nome di un microfono. Un nome è fatto così: plughw:CARD=Webcam,DEV=0, oppure default.',
  notFound: 'Questo microfono ora non si trova.',
  /** In place of those of a microphone. */
  speaker: {
    label: 'Altoparlante',
    another: 'Un altro, per nome',
    deviceHint: 'Come lo indica il comando «aplay --list-pcms», per esempio plughw:CARD=Device,DEV=0.',
    wrongName: 'Questo non è il nome di un altoparlante. Un nome è fatto così: plughw:CARD=Device,DEV=0, oppure default.',
    notFound: 'Questo altoparlante ora non si trova.',
  },
};
