import type { DiskWords } from '../en/disk.ts';

/** Words of the page about the disk, in French. */
export const diskWords: DiskWords = {
  full: (percent) => `Plein à ${percent}`,
  free: (free, total) => `${free} libres sur ${total}`,
  parts: {
    own: 'Enregistré à la main',
    automatic: 'Enregistré automatiquement',
    kept: 'Conservés',
    events: 'Images des passages',
    rewind: 'Les dernières minutes',
    other: 'Autres fichiers',
    free: 'Libre',
  },
  fit: (days) =>
    `Au rythme des derniers jours, il y a de la place pour ${days} d’enregistrements. Ensuite, les plus anciens laissent la place aux nouveaux.`,
  days: (count, shown) => (count === 1 ? 'environ 1 jour' : `environ ${shown} jours`),
  moreThanAYear: 'plus d’un an',
  lessThanADay: 'moins d’un jour',
  unknown: 'Le nombre de jours possibles s’affichera dès qu’il y aura les enregistrements d’une journée entière.',
  few: 'C’est peu : supprimer des enregistrements ou d’autres fichiers, utiliser un disque plus grand ou choisir des durées plus courtes dans les réglages.',
  oldest: (when) => `L’enregistrement le plus ancien date du ${when}.`,
  first: 'Supprimés en premier',
  firstHint: 'S’il faut de la place, ceux-ci partent en premier. Une étoile conserve un enregistrement pour toujours.',
  nothingFirst: 'Rien ne peut être supprimé : tous les enregistrements sont conservés.',
  recordings: 'Parcourir les enregistrements',
  recordingsHint: 'En supprimer, ou conserver les meilleurs',
  copies: 'Copies ailleurs',
  copiesHint: 'Sur un NAS ou dans un cloud, avant toute suppression ici',
};
