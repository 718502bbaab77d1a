import { durationIn } from './duration.ts';
import type { AlertWords } from './alert-words.ts';

export const fr: AlertWords = {
  somebody: 'Quelqu’un',
  labels: { cat: 'Un chat', dog: 'Un chien', person: 'Une personne', bird: 'Un oiseau', rabbit: 'Un lapin' },
  types: {
    entering_area: 'arrive',
    leaving_area: 'part',
    playing: 'joue',
    motion: 'bouge',
    no_activity: 'Rien n’a été vu',
    camera_lost: 'La caméra ne donne pas d’image',
    camera_tampered: 'L’image a été cachée ou tournée',
    disk_problem: 'Il y a un problème avec le disque',
    recording_failed: 'Un enregistrement a échoué',
  },
  did: (who, what) => `${who} ${what}`,
  places: { bowl: 'à la gamelle', water: 'à l’eau', litter_box: 'dans la litière', bed: 'au lit', door: 'à la porte' },
  at: (who, place) => `${who} ${place}`,
  quiet: (who, duration) => (who === null ? `Rien n’a été vu depuis ${duration}` : `${who} : aucun passage depuis ${duration}`),
  duration: (seconds) =>
    durationIn(seconds, {
      seconds: (count) => `${count} s`,
      minutes: (count) => `${count} minutes`,
      hours: (count) => `${count} heures`,
    }),
  seeApp: 'Ouvrez PetLog pour voir ce qui ne va pas et comment y remédier.',
  testTitle: 'Un essai',
  testBody: 'Les alertes de PetLog arrivent ici.',
  snooze: (minutes) => `Pause de ${minutes} min`,
  untilMorning: 'Pause jusqu’au matin',
  snoozeAlerts: 'Mettre en pause',
  ruleNames: { seen: 'Animaux et personnes', trouble: 'Problèmes de caméra' },
  pushName: 'Téléphones et navigateurs',
};
