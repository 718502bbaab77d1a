import { durationIn } from './duration.ts';
import type { AlertWords } from './alert-words.ts';

export const it: AlertWords = {
  somebody: 'Qualcuno',
  labels: { cat: 'Un gatto', dog: 'Un cane', person: 'Una persona', bird: 'Un uccello', rabbit: 'Un coniglio' },
  types: {
    entering_area: 'entra',
    leaving_area: 'esce',
    playing: 'gioca',
    motion: 'si muove',
    no_activity: 'Non si è visto nulla',
    camera_lost: 'La telecamera non dà immagini',
    camera_tampered: 'L’immagine è stata coperta o girata',
    disk_problem: 'C’è un problema con il disco',
    recording_failed: 'Una registrazione non è riuscita',
  },
  did: (who, what) => `${who} ${what}`,
  places: { bowl: 'alla ciotola', water: 'all’acqua', litter_box: 'nella lettiera', bed: 'a letto', door: 'alla porta' },
  at: (who, place) => `${who} ${place}`,
  quiet: (who, duration) => (who === null ? `Non si vede nulla da ${duration}` : `${who}: non si vede da ${duration}`),
  duration: (seconds) =>
    durationIn(seconds, {
      seconds: (count) => `${count} s`,
      minutes: (count) => `${count} minuti`,
      hours: (count) => `${count} ore`,
    }),
  seeApp: 'Apri PetLog per vedere che cosa non va e come rimediare.',
  testTitle: 'Una prova',
  testBody: 'Qui arrivano gli avvisi di PetLog.',
  snooze: (minutes) => `Silenzio ${minutes} min`,
  untilMorning: 'Silenzio fino al mattino',
  snoozeAlerts: 'Silenzia gli avvisi',
  ruleNames: { seen: 'Animali e persone', trouble: 'Problemi della telecamera' },
  pushName: 'Telefoni e browser',
};
