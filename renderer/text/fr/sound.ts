import type { SoundWords } from '../en/sound.ts';

/** Words of the sound, in French. */
export const soundWords: SoundWords = {
  on: 'Le son est activé',
  heard: 'Son',
  muted: 'Muet',
  unmute: 'Écouter',
  mute: 'Couper le son',
  level: 'Niveau sonore',
  silent: 'On n’entend rien en ce moment : le micro s’ouvre quand quelqu’un regarde la vidéo ou pendant un enregistrement.',
  microphone: 'Micro',
  automatic: 'Automatique',
  another: 'Un autre, par son nom',
  deviceName: 'Nom de l’appareil',
  deviceHint: 'Tel que la commande « arecord --list-pcms » l’indique, par exemple plughw:CARD=Webcam,DEV=0.',
  wrongName: 'Ce n’est pas le nom d’un micro. Un tel nom ressemble à ceci : plughw:CARD=Webcam,DEV=0, ou default.',
  notFound: 'Ce micro est introuvable pour le moment.',
  /** In place of those of a microphone. */
  speaker: {
    label: 'Haut-parleur',
    another: 'Un autre, par son nom',
    deviceHint: 'Tel que la commande « aplay --list-pcms » l’indique, par exemple plughw:CARD=Device,DEV=0.',
    wrongName: 'Ce n’est pas le nom d’un haut-parleur. Un tel nom ressemble à ceci : plughw:CARD=Device,DEV=0, ou default.',
    notFound: 'Ce haut-parleur est introuvable pour le moment.',
  },
};
