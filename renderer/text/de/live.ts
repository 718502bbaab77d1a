import type { liveWords as english } from '../en/live.ts';

/** Words of the live picture, in German. */
export const liveWords: typeof english = {
  live: {
    options: 'Optionen',
    details: 'Über das Bild',
    quality: 'Bild',
    smooth: 'Flüssig',
    light: 'Spart Daten',
    smoothHint: 'Jedes Bild der Kamera',
    lightHint: 'Fünf Bilder je Sekunde, für ein langsames Netz',
    way: 'Wie es kommt',
    ways: { auto: 'Automatisch', webrtc: 'Echtzeit', mse: 'Als Video', hls: 'In Stücken', mjpeg: 'Bilder' },
    behind: (seconds: string): string => `${seconds} s verzögert`,
    rate: (rate: string): string => `${rate} je Sekunde`,
    age: (seconds: string): string => `${seconds} s alt`,
    photoSaved: 'Foto gespeichert',
    offline: 'Keine Verbindung zu PetLog: Die Knöpfe gehen wieder, sobald sie zurück ist.',
    settingsOf: (name: string): string => `Einstellungen von ${name}`,
  },
};
