import type { HomeWords } from './home-words.ts';

export const it: HomeWords = {
  cameraOf: (petlog) => `Telecamera ${petlog}`,
  takePicture: 'Scatta una foto',
  lastEvent: 'Ultimo evento',
  motion: 'Movimento',
  recording: 'Registrazione',
  privacy: 'Privacy',
  problem: 'Problema',
  labels: { cat: 'Gatto', dog: 'Cane', person: 'Persona' },
  presence: 'C’è qualcuno in casa',
  snooze: (minutes) => `Niente avvisi per ${minutes} minuti`,
  snoozeUntilMorning: 'Niente avvisi fino al mattino',
  alertsAgain: 'Riprendi gli avvisi',
  snoozedUntil: 'Niente avvisi fino a',
  freeSpace: 'Spazio libero',
  hoursLeft: 'Ore di registrazione rimaste',
  inView: (pet) => `${pet} in vista`,
  placeOf: (pet) => `${pet}: posto`,
  lastSeen: (pet) => `${pet}: ultima visita`,
  visitsToday: (what) => `${what}: visite oggi`,
  places: { bowl: 'Ciotola', water: 'Acqua', litter_box: 'Lettiera', bed: 'Letto', door: 'Porta', other: 'Posto' },
};
