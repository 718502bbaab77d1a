import type { liveWords as english } from '../en/live.ts';

/** Words of the live picture, in French. */
export const liveWords: typeof english = {
  live: {
    options: 'Options',
    details: 'À propos de l’image',
    quality: 'Image',
    sharp: 'Nette',
    light: 'Économe',
    sharpHint: 'À la taille de la caméra',
    lightHint: 'De petites images, pour un réseau lent',
    way: 'Comment elle arrive',
    ways: { auto: 'Automatique', webrtc: 'Temps réel', mse: 'Vidéo', hls: 'Par segments', mjpeg: 'Photos' },
    behind: (seconds: string): string => `${seconds} s de retard`,
    rate: (rate: string): string => `${rate} par seconde`,
    age: (seconds: string): string => `il y a ${seconds} s`,
    photoSaved: 'Photo enregistrée',
    offline: 'Pas de connexion à PetLog : les commandes reviennent avec elle.',
    settingsOf: (name: string): string => `Réglages de ${name}`,
  },
};
