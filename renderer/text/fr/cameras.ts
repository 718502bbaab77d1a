import type { cameraWords as english } from '../en/cameras.ts';

/** Words of cameras, in French. */
export const cameraWords: typeof english = {
  cameras: {
    all: 'Toutes les caméras',
    open: 'Caméras',
    title: 'Caméras',
    back: 'Retour',
    loading: 'Chargement…',
    again: 'Réessayer',
    gone: (name: string): string => `La caméra « ${name} » n’existe plus.`,
    close: 'Fermer',
    cancel: 'Annuler',
    name: 'Nom',
    nameMissing: 'Donnez-lui un nom.',
    rename: (name: string): string => `Renommer ${name}`,
    renameTitle: 'Nom de la caméra',
    saveName: 'Enregistrer',
    moveUp: (name: string): string => `Monter ${name}`,
    moveDown: (name: string): string => `Descendre ${name}`,
    remove: (name: string): string => `Retirer ${name}`,
    enabled: (name: string): string => `${name} est allumée`,
    removing: (name: string): string => `${name} va être retirée.`,
    states: {
      live: 'En direct',
      lost: 'Pas d’image',
      starting: 'Démarrage…',
      privacy: 'Vie privée',
      stopped: 'Arrêtée',
      disabled: 'Éteinte',
    },
    failed: {
      list: (reason: string): string => `Impossible de lister les caméras. ${reason}`,
      change: (reason: string): string => `Rien n’a été modifié. ${reason}`,
      remove: (reason: string): string => `La caméra n’a pas été retirée. ${reason}`,
    },
  },
};
