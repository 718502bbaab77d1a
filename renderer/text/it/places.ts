import type { placeWords as english } from '../en/places.ts';

/** Words of the four places, in Italian. */
export const placeWords: typeof english = {
  places: {
    region: 'Sezioni',
    live: 'Diretta',
    activity: 'Attività',
    recordings: 'Video',
    more: 'Altro',
    notFound: 'A questo indirizzo non c’è nulla',
    notFoundHint: 'Forse è cambiato, o il link non è completo.',
    toLive: 'All’immagine in diretta',
    loading: 'Caricamento…',
  },

  activity: {
    title: 'Attività',
    length: { hour: 'h', minute: 'min', second: 's' },
    empty: 'Quel giorno non è stato registrato nulla.',
    emptyToday: 'Oggi non è stato registrato nulla.',
    earlier: 'Il giorno prima',
    later: 'Il giorno dopo',
    failed: (reason: string): string => `Non è stato possibile mostrare il giorno. ${reason}`,
    record: 'Registra ora',
  },

  installation: {
    title: 'PetLog come app',
    hint: 'Mette un’icona accanto alle altre app e si apre senza il browser intorno.',
    install: 'Installa',
    appleHint: 'In Safari: Condividi, poi «Aggiungi alla schermata Home».',
    authorityHint: 'Quella dell’autorità, per «Fidarsi di questa telecamera» (indirizzo della telecamera, poi /app/trust).',
    notNow: 'Non ora',
  },

  more: {
    pets: 'Animali e zone',
    petsHint: 'Chi vive con te, e che cosa sta dove nell’immagine',
    alerts: 'Avvisi',
    alertsHint: 'Che cosa viene segnalato, a chi, quando e come',
    storage: 'Archiviazione',
    storageHint: 'Spazio sul disco e durata delle registrazioni',
    backup: 'Backup',
    backupHint: 'Copie in un altro posto, e le impostazioni in un file',
    homeAssistantHint: 'Telecamere, animali e interruttori nella casa smart',
    camerasHint: 'Aggiungere, ordinare e regolare le telecamere',
    people: 'Persone e dispositivi',
    peopleHint: 'Chi può entrare e che cosa può fare',
    auditHint: 'Chi ha fatto che cosa, e quando',
    screen: 'Schermo della telecamera',
    screenHint: 'Luminosità, notte, puntatore e tastiera',
    doctorHint: 'Telecamera, disco, rete e il resto',
    phone: 'Sul telefono',
    phoneHint: 'Un’icona, una connessione sicura e guardare da ovunque',
    about: 'Informazioni su PetLog',
    aboutHint: 'Versione e aiuto',
    cameraSettings: 'Impostazioni della telecamera',
    pictureOnly: 'Solo l’immagine',
    pictureOnlyHint: 'Per uno schermo a parete',
    documentation: 'Documentazione dell’API',
    documentationHint: 'Per programmi e script',
  },
};
