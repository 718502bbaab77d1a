import type { AutomaticWords } from '../en/automatic.ts';

/** Words about what is recorded by itself, in French. */
export const automaticWords: AutomaticWords = {
  heading: 'Enregistrement automatique',
  headingOf: (camera) => `Enregistrement automatique : ${camera}`,
  modes: { never: 'Rien', visits: 'Animaux et personnes', motion: 'Tout ce qui bouge', always: 'Tout le temps' },
  hints: {
    never: 'On n’enregistre qu’avec le bouton.',
    visits: 'De juste avant leur venue jusqu’à ce qu’ils partent ou se reposent.',
    motion: 'Aussi ce que personne ne peut nommer, comme un rideau au vent.',
    always: 'Tous ceux qui sont dans l’image, tant que la caméra tourne.',
  },
  needsNoticing: 'Rien n’est remarqué en ce moment. Activez pour cela « Remarquer animaux et personnes ».',
  who: 'Qui',
  labels: { cat: 'Chats', dog: 'Chiens', person: 'Personnes' },
  where: 'Où',
  whereHint: 'Sans choix : partout.',
  days: 'Jours',
  from: 'De',
  until: 'À',
  untilHint: 'Deux fois la même heure : toute la journée.',
  after: { label: 'Continuer après le dernier mouvement', unit: 'secondes' },
  longest: { label: 'Enregistrement le plus long', unit: 'minutes', hint: 'La suite est dans le suivant.' },
  question: {
    title: 'Enregistrer automatiquement animaux et personnes ?',
    text: 'De juste avant leur venue jusqu’à leur départ. Quand le disque se remplit, les plus anciens de ceux-là partent d’abord ; les vôtres restent.',
    yes: 'Oui',
    no: 'Non',
  },
};
