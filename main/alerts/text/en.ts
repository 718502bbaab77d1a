import { durationIn } from './duration.ts';
import type { AlertWords } from './alert-words.ts';

export const en: AlertWords = {
  somebody: 'Somebody',
  labels: { cat: 'A cat', dog: 'A dog', person: 'A person', bird: 'A bird', rabbit: 'A rabbit' },
  types: {
    entering_area: 'came in',
    leaving_area: 'left',
    playing: 'played',
    motion: 'moved',
    no_activity: 'Nothing was seen',
    camera_lost: 'The camera gives no picture',
    camera_tampered: 'The picture was covered or turned',
    disk_problem: 'Something is wrong with the disk',
    recording_failed: 'A recording failed',
  },
  did: (who, what) => `${who} ${what}`,
  places: { bowl: 'at the bowl', water: 'at the water', litter_box: 'in the litter box', bed: 'in bed', door: 'at the door' },
  at: (who, place) => `${who} ${place}`,
  quiet: (who, duration) => (who === null ? `Nothing seen for ${duration}` : `${who}: not seen for ${duration}`),
  duration: (seconds) =>
    durationIn(seconds, {
      seconds: (count) => `${count} s`,
      minutes: (count) => `${count} minutes`,
      hours: (count) => `${count} hours`,
    }),
  seeApp: 'Open PetLog to see what is wrong and what helps.',
  testTitle: 'A test',
  testBody: 'Alerts from PetLog arrive here.',
  snooze: (minutes) => `Snooze for ${minutes} min`,
  untilMorning: 'Snooze until morning',
  snoozeAlerts: 'Snooze alerts',
  ruleNames: { seen: 'Pets and people', trouble: 'Camera problems' },
  pushName: 'Phones and browsers',
};
