import type { sharingWords as english } from '../en/sharing.ts';

/** Words about finding, naming and sharing recordings, in French. */
export const sharingWords: typeof english = {
  finding: {
    search: 'Chercher dans les noms et notes',
    camera: 'Caméra',
    allCameras: 'Toutes les caméras',
    days: 'Jours',
    hours: 'Heure',
  },

  naming: {
    name: 'Nom',
    note: 'Note',
    nameHint: 'Donner un nom',
    failed: 'L’enregistrement n’a pas pu être modifié.',
  },

  playing: {
    watch: 'Regarder',
    unreachable: 'PetLog est injoignable pour le moment. La lecture reprendra à son retour.',
    gone: 'Cet enregistrement n’existe plus.',
    again: 'Réessayer',
    filmReady: 'Le film est prêt.',
  },

  sharing: {
    share: 'Partager',
    title: 'Partager l’enregistrement',
    part: 'Partie partagée',
    from: 'De',
    to: 'À',
    keyframe: 'L’extrait peut commencer jusqu’à deux secondes plus tôt.',
    ends: 'Le lien expire après',
    durations: { 3600: '1 heure', 86400: '1 jour', 604800: '1 semaine', 2592000: '30 jours' },
    send: 'Envoyer l’extrait',
    sendNow: 'Envoyer maintenant',
    make: 'Créer un lien',
    link: 'Lien',
    linkHint:
      'Avec ce lien, on peut voir cet extrait et rien d’autre, jusqu’à son expiration. Il fonctionne là où la caméra est joignable.',
    copy: 'Copier',
    copied: 'Copié',
    qrCode: 'Le lien en QR code',
    list: 'Partages par lien',
    none: 'Rien n’est partagé.',
    end: 'Mettre fin',
    until: (time: string): string => `jusqu’au ${time}`,
    opened: (count: number, shown: string): string =>
      count === 0 ? 'pas encore ouvert' : count === 1 ? 'ouvert une fois' : `ouvert ${shown} fois`,
    whole: 'enregistrement entier',
    failed: (reason: string): string => `Cela n’a pas marché. ${reason}`,
    close: 'Fermer',
  },
};
