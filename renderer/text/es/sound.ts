import type { SoundWords } from '../en/sound.ts';

/** Words of the sound, in Spanish. */
export const soundWords: SoundWords = {
  on: 'El sonido está activado',
  heard: 'Sonido',
  muted: 'Sin sonido',
  unmute: 'Escuchar',
  mute: 'Silenciar',
  level: 'Nivel de sonido',
  silent: 'Ahora no se oye nada: el micrófono se abre mientras alguien ve el vídeo o se graba.',
  microphone: 'Micrófono',
  automatic: 'Automático',
  another: 'Otro, por su nombre',
  deviceName: 'Nombre del dispositivo',
  deviceHint: 'Tal como lo indica el comando «arecord --list-pcms», por ejemplo plughw:CARD=Webcam,DEV=0.',
  wrongName: 'Eso no es el nombre de un micrófono. Un nombre así es plughw:CARD=Webcam,DEV=0, o default.',
  notFound: 'Este micrófono no se encuentra ahora.',
  /** In place of those of a microphone. */
  speaker: {
    label: 'Altavoz',
    another: 'Otro, por su nombre',
    deviceHint: 'Tal como lo indica el comando «aplay --list-pcms», por ejemplo plughw:CARD=Device,DEV=0.',
    wrongName: 'Eso no es el nombre de un altavoz. Un nombre así es plughw:CARD=Device,DEV=0, o default.',
    notFound: 'Este altavoz no se encuentra ahora.',
  },
};
