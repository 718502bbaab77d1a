import type { cameraWords as english } from '../en/cameras.ts';

/** Words of cameras, in Italian. */
export const cameraWords: typeof english = {
  cameras: {
    all: 'Tutte le telecamere',
    open: 'Telecamere',
    title: 'Telecamere',
    back: 'Indietro',
    loading: 'Caricamento…',
    again: 'Riprova',
    gone: (name: string): string => `La telecamera «${name}» non esiste più.`,
    close: 'Chiudi',
    cancel: 'Annulla',
    name: 'Nome',
    nameMissing: 'Dalle un nome.',
    rename: (name: string): string => `Rinomina ${name}`,
    renameTitle: 'Nome della telecamera',
    saveName: 'Salva',
    moveUp: (name: string): string => `Sposta ${name} in su`,
    moveDown: (name: string): string => `Sposta ${name} in giù`,
    remove: (name: string): string => `Rimuovi ${name}`,
    enabled: (name: string): string => `${name} è accesa`,
    removing: (name: string): string => `${name} verrà rimossa.`,
    states: { live: 'Dal vivo', lost: 'Nessuna immagine', starting: 'Avvio…', privacy: 'Privacy', stopped: 'Ferma', disabled: 'Spenta' },
    failed: {
      list: (reason: string): string => `Impossibile elencare le telecamere. ${reason}`,
      change: (reason: string): string => `Non è stato cambiato nulla. ${reason}`,
      remove: (reason: string): string => `La telecamera non è stata rimossa. ${reason}`,
    },
  },
};
