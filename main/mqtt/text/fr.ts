import type { HomeWords } from './home-words.ts';

export const fr: HomeWords = {
  cameraOf: (petlog) => `Caméra ${petlog}`,
  takePicture: 'Prendre une photo',
  lastEvent: 'Dernier événement',
  motion: 'Mouvement',
  recording: 'Enregistrement',
  privacy: 'Mode privé',
  problem: 'Problème',
  labels: { cat: 'Chat', dog: 'Chien', person: 'Personne' },
  presence: 'Quelqu’un est à la maison',
  snooze: (minutes) => `Pas d’alertes pendant ${minutes} minutes`,
  snoozeUntilMorning: 'Pas d’alertes jusqu’au matin',
  alertsAgain: 'Reprendre les alertes',
  snoozedUntil: 'Pas d’alertes jusqu’à',
  freeSpace: 'Espace libre',
  hoursLeft: 'Heures d’enregistrement restantes',
  inView: (pet) => `${pet} à l’image`,
  placeOf: (pet) => `${pet} : lieu`,
  lastSeen: (pet) => `${pet} : dernier passage`,
  visitsToday: (what) => `${what} : passages aujourd’hui`,
  places: { bowl: 'Gamelle', water: 'Eau', litter_box: 'Litière', bed: 'Lit', door: 'Porte', other: 'Lieu' },
};
