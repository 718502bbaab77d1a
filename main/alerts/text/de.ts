import { durationIn } from './duration.ts';
import type { AlertWords } from './alert-words.ts';

export const de: AlertWords = {
  somebody: 'Jemand',
  labels: { cat: 'Eine Katze', dog: 'Ein Hund', person: 'Ein Mensch', bird: 'Ein Vogel', rabbit: 'Ein Kaninchen' },
  types: {
    entering_area: 'kam herein',
    leaving_area: 'ging hinaus',
    playing: 'hat gespielt',
    motion: 'hat sich bewegt',
    no_activity: 'Es war nichts zu sehen',
    camera_lost: 'Die Kamera liefert kein Bild',
    camera_tampered: 'Das Bild wurde verdeckt oder verdreht',
    disk_problem: 'Mit dem Datenträger stimmt etwas nicht',
    recording_failed: 'Eine Aufnahme ist fehlgeschlagen',
  },
  did: (who, what) => `${who} ${what}`,
  places: { bowl: 'am Napf', water: 'am Wasser', litter_box: 'im Katzenklo', bed: 'im Bett', door: 'an der Tür' },
  at: (who, place) => `${who} ${place}`,
  quiet: (who, duration) => (who === null ? `Seit ${duration} nichts zu sehen` : `${who}: seit ${duration} nicht zu sehen`),
  duration: (seconds) =>
    durationIn(seconds, {
      seconds: (count) => `${count} s`,
      minutes: (count) => `${count} Minuten`,
      hours: (count) => `${count} Stunden`,
    }),
  seeApp: 'In PetLog steht, was nicht stimmt und was hilft.',
  testTitle: 'Ein Test',
  testBody: 'Hier kommen Benachrichtigungen von PetLog an.',
  snooze: (minutes) => `${minutes} Min. Ruhe`,
  untilMorning: 'Ruhe bis morgen früh',
  snoozeAlerts: 'Eine Weile Ruhe',
  ruleNames: { seen: 'Tiere und Menschen', trouble: 'Probleme mit der Kamera' },
  pushName: 'Handys und Browser',
};
