import type { Text } from '../en.ts';

/** Words of a camera that somebody stopped for a while, and of one that is always on, in French. */
export const pauseWords: Pick<Text, 'pause' | 'alwaysOn'> = {
  pause: {
    sentence: (who, since, until) =>
      `En pause depuis ${since}${who === null ? '' : `, par ${who}`}${until === null ? '' : `, jusqu’à ${until}`}`,
    ownScreen: 'l’écran de la caméra',
    ends: 'Elle reprend',
    forHour: 'Dans une heure',
    untilMorning: 'Demain matin',
    untilStarted: 'Quand je la démarre',
    watchHint: 'Appuyez sur lecture pour revoir l’image en direct.',
  },
  alwaysOn: {
    title: 'Toujours regarder, pour pouvoir revenir en arrière ?',
    text: 'La caméra reste allumée, et les dernières minutes peuvent être revues à tout moment. Elle consomme un peu de courant, et rien ne quitte votre maison.',
    yes: 'Oui, toujours',
    no: 'Seulement quand quelqu’un regarde',
    failed: 'Cela n’a pas été enregistré.',
  },
};
