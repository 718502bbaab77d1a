import type { sharingWords as english } from '../en/sharing.ts';

/** Words about finding, naming and sharing recordings, in Italian. */
export const sharingWords: typeof english = {
  finding: {
    search: 'Cerca in nomi e note',
    camera: 'Telecamera',
    allCameras: 'Tutte le telecamere',
    days: 'Giorni',
    hours: 'Ora',
  },

  naming: {
    name: 'Nome',
    note: 'Nota',
    nameHint: 'Dai un nome',
    failed: 'Non è stato possibile modificare la registrazione.',
  },

  playing: {
    watch: 'Guarda',
    unreachable: 'PetLog ora non è raggiungibile. La registrazione si vedrà quando tornerà.',
    gone: 'Questa registrazione non esiste più.',
    again: 'Riprova',
    filmReady: 'Il video è pronto.',
  },

  sharing: {
    share: 'Condividi',
    title: 'Condividi la registrazione',
    part: 'Cosa si condivide',
    from: 'Da',
    to: 'A',
    keyframe: 'La clip può iniziare fino a due secondi prima.',
    ends: 'Il link scade dopo',
    durations: { 3600: '1 ora', 86400: '1 giorno', 604800: '1 settimana', 2592000: '30 giorni' },
    send: 'Invia la clip',
    sendNow: 'Invia ora',
    make: 'Crea un link',
    link: 'Link',
    linkHint: 'Chi ha il link può vedere questa clip e nient’altro, fino alla scadenza. Funziona dove la telecamera è raggiungibile.',
    copy: 'Copia',
    copied: 'Copiato',
    qrCode: 'Il link come codice QR',
    list: 'Condivisi con un link',
    none: 'Non c’è nulla di condiviso.',
    end: 'Termina',
    until: (time: string): string => `fino al ${time}`,
    opened: (count: number, shown: string): string =>
      count === 0 ? 'non ancora aperto' : count === 1 ? 'aperto una volta' : `aperto ${shown} volte`,
    whole: 'registrazione intera',
    failed: (reason: string): string => `Non ha funzionato. ${reason}`,
    close: 'Chiudi',
  },
};
