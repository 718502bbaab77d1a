import type { HomeWords } from './home-words.ts';

export const de: HomeWords = {
  cameraOf: (petlog) => `Kamera ${petlog}`,
  takePicture: 'Bild aufnehmen',
  lastEvent: 'Letztes Ereignis',
  motion: 'Bewegung',
  recording: 'Aufnahme',
  privacy: 'Privat',
  problem: 'Problem',
  labels: { cat: 'Katze', dog: 'Hund', person: 'Mensch' },
  presence: 'Jemand ist zu Hause',
  snooze: (minutes) => `${minutes} Minuten keine Benachrichtigungen`,
  snoozeUntilMorning: 'Bis morgen früh keine Benachrichtigungen',
  alertsAgain: 'Wieder benachrichtigen',
  snoozedUntil: 'Keine Benachrichtigungen bis',
  freeSpace: 'Freier Speicher',
  hoursLeft: 'Stunden Platz für Aufnahmen',
  inView: (pet) => `${pet} im Bild`,
  placeOf: (pet) => `${pet}: Platz`,
  lastSeen: (pet) => `${pet}: zuletzt gesehen`,
  visitsToday: (what) => `${what}: Besuche heute`,
  places: { bowl: 'Napf', water: 'Wasser', litter_box: 'Katzenklo', bed: 'Bett', door: 'Tür', other: 'Platz' },
};
