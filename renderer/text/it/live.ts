import type { liveWords as english } from '../en/live.ts';

/** Words of the live picture, in Italian. */
export const liveWords: typeof english = {
  live: {
    options: 'Opzioni',
    details: 'Sull’immagine',
    quality: 'Immagine',
    sharp: 'Nitida',
    light: 'Risparmia dati',
    sharpHint: 'A grandezza intera',
    lightHint: 'Immagini piccole, per una rete lenta',
    way: 'Come arriva',
    ways: { auto: 'Automatico', webrtc: 'Tempo reale', mse: 'Filmato', hls: 'A segmenti', mjpeg: 'Foto' },
    behind: (seconds: string): string => `${seconds} s di ritardo`,
    rate: (rate: string): string => `${rate} al secondo`,
    age: (seconds: string): string => `${seconds} s fa`,
    photoSaved: 'Foto salvata',
    offline: 'Nessuna connessione a PetLog: i comandi torneranno con essa.',
    settingsOf: (name: string): string => `Impostazioni di ${name}`,
  },
};
