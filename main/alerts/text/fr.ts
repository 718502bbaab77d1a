import { durationIn } from './duration.ts';
import type { AlertWords } from './alert-words.ts';

export const fr: AlertWords = {
  somebody: 'Quelqu’un',
  labels: { cat: 'Un chat', dog: 'Un chien', person: 'Une personne', bird: 'Un oiseau', rabbit: 'Un lapin' },
  types: {
    entering_area: 'est arrivé',
    leaving_area: 'est parti',
    playing: 'a joué',
    motion: 'a bougé',
    no_activity: 'Personne n’a été vu',
    camera_lost: 'La caméra ne donne pas d’image',
    camera_tampered: 'L’image a été cachée ou tournée',
    disk_problem: 'Il y a un problème avec le disque',
    recording_failed: 'Un enregistrement a échoué',
  },
  did: (who, what) => `${who} ${what}`,
  places: { bowl: 'à la gamelle', water: 'à l’eau', litter_box: 'dans la litière', bed: 'au lit', door: 'à la porte' },
  at: (who, place) => `${who} ${place}`,
  quiet: (who, duration) => (who === null ? `Personne n’a été vu depuis ${duration}` : `${who} : pas vu depuis ${duration}`),
  duration: (seconds) =>
    durationIn(seconds, {
      seconds: (count) => `${count} s`,
      minutes: (count) => `${count} minutes`,
      hours: (count) => `${count} heures`,
    }),
  seeApp: 'PetLog dit ce qui ne va pas et ce qui aide.',
  testTitle: 'Un essai',
  testBody: 'Les alertes de PetLog arrivent ici.',
  snooze: (minutes) => `Silence ${minutes} min`,
  untilMorning: 'Silence jusqu’au matin',
  ruleNames: { seen: 'Animaux et personnes', trouble: 'Problèmes de caméra' },
  pushName: 'Téléphones et navigateurs',
};
