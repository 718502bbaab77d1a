import type { liveWords as english } from '../en/live.ts';

/** Words of the live picture, in German. */
export const liveWords: typeof english = {
  live: {
    options: 'Optionen',
    details: 'Über das Bild',
    quality: 'Bild',
    sharp: 'Scharf',
    light: 'Spart Daten',
    sharpHint: 'So groß, wie die Kamera es aufnimmt',
    lightHint: 'Kleine Bilder, für ein langsames Netz',
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
