import type { HomeWords } from './home-words.ts';

export const en: HomeWords = {
  cameraOf: (petlog) => `${petlog} camera`,
  takePicture: 'Take a picture',
  lastEvent: 'Last event',
  motion: 'Motion',
  recording: 'Recording',
  privacy: 'Privacy',
  problem: 'Problem',
  labels: { cat: 'Cat', dog: 'Dog', person: 'Person' },
  presence: 'Somebody is home',
  snooze: (minutes) => `No alerts for ${minutes} minutes`,
  snoozeUntilMorning: 'No alerts until morning',
  alertsAgain: 'Alerts again',
  snoozedUntil: 'No alerts until',
  freeSpace: 'Free space',
  hoursLeft: 'Hours left to record',
  inView: (pet) => `${pet} in view`,
  placeOf: (pet) => `${pet}: place`,
  lastSeen: (pet) => `${pet}: last seen`,
  visitsToday: (what) => `${what}: visits today`,
  places: { bowl: 'Bowl', water: 'Water', litter_box: 'Litter box', bed: 'Bed', door: 'Door', other: 'Place' },
};
