import type { rewindWords as english } from '../en/rewind.ts';

/** Words of looking back, in French. */
export const rewindWords: typeof english = {
  rewind: {
    region: 'Retour en arrière',
    open: 'Revoir',
    timeline: 'Chronologie des dernières minutes',
    nothing: 'Rien à revoir pour l’instant. Cela se remplit tant que la caméra fonctionne.',
    live: 'Direct',
    backToLive: 'Revenir à l’image en direct',
    now: 'Direct',
    ago: (time, ago) => `${time}, il y a ${ago}`,
    agoShort: (ago) => `−${ago}`,
    hint: 'Glissez vers l’arrière pour revoir ce qui s’est passé',
    save: 'Garder',
    savePart: 'Garder une partie comme enregistrement',
    saveThis: (duration) => `Garder ${duration}`,
    partStart: 'Début de la partie',
    partEnd: 'Fin de la partie',
    cancel: 'Annuler',
    saved: (name, duration) => `${name} enregistré (${duration}).`,
    saveFailed: 'La partie n’a pas été gardée.',
    clipFailed: 'Ce moment ne peut plus être affiché.',
    picture: (time) => `L’image de ${time}`,
    close: 'Fermer',
    failed: (reason) => `Impossible de revenir en arrière. ${reason}`,
  },
};
