import type { AutomaticWords } from '../en/automatic.ts';

/** Words about what is recorded by itself, in French. */
export const automaticWords: AutomaticWords = {
  heading: 'Enregistrement automatique',
  headingOf: (camera) => `Enregistrement automatique : ${camera}`,
  modes: { never: 'Rien', visits: 'Animaux et personnes', motion: 'Tout ce qui bouge', always: 'Tout le temps' },
  hints: {
    never: 'Seulement avec le bouton « Enregistrer ».',
    visits: 'De juste avant leur venue jusqu’à ce qu’ils partent ou se reposent.',
    motion: 'Même ce qui n’est ni animal ni personne, comme un rideau au vent.',
    always: 'Tous ceux qui sont dans l’image, tant que la caméra tourne.',
  },
  needsNoticing: 'La détection est désactivée. Activez « Détecter animaux et personnes ».',
  who: 'Qui',
  labels: { cat: 'Chats', dog: 'Chiens', person: 'Personnes' },
  where: 'Où',
  whereHint: 'Aucun choix : partout.',
  days: 'Jours',
  from: 'De',
  until: 'À',
  untilHint: 'Deux fois la même heure : toute la journée.',
  after: { label: 'Continuer après le dernier mouvement', unit: 'secondes' },
  longest: { label: 'Enregistrement le plus long', unit: 'minutes', hint: 'La suite est dans le suivant.' },
  question: {
    title: 'Enregistrer automatiquement animaux et personnes ?',
    text: 'De juste avant leur venue jusqu’à leur départ. Quand le disque se remplit, les plus anciens enregistrements automatiques sont supprimés d’abord ; les vôtres restent.',
    yes: 'Oui',
    no: 'Non',
  },
};
