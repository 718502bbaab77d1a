/** Words of the page about Apple's Home, in Italian. Loaded with it. */
import type { HomeKitWords } from '../en/homekit.ts';

export const homekitWords: HomeKitWords = {
  title: 'HomeKit',
  on: 'Telecamere in Casa di Apple',
  onHint: 'Per iPhone, iPad, Mac, Apple TV e HomePod in questa rete',
  states: {
    off: 'Casa non conosce questa telecamera.',
    starting: 'Un momento…',
    waiting: 'Pronta per essere aggiunta.',
    paired: 'Casa ha queste telecamere.',
    failing: 'Casa non raggiunge questa telecamera; si riprova.',
  },
  add: 'Aggiungerla nell’app Casa',
  steps: [
    'Su un iPhone o iPad nella stessa rete, apri l’app Casa.',
    'Tocca + e «Aggiungi accessorio», e inquadra il codice.',
    'Casa avvisa che l’accessorio non è certificato: «Aggiungi comunque».',
  ],
  code: 'Oppure inserisci questo codice:',
  qrCode: 'Codice per l’app Casa',
  brings: 'Che cosa offre',
  picture: 'L’immagine dal vivo di ogni telecamera e la sua ultima immagine',
  sensors: 'Un sensore di movimento per gli animali e uno per le persone, anche per automazioni e notifiche di Casa',
  lacks: 'L’audio e le registrazioni in iCloud non ne fanno parte. La privacy vale anche per Casa.',
  cameras: 'Telecamere per Casa',
  lastCamera: 'A Casa serve almeno una telecamera. Per toglierle tutte, disattiva qui sopra.',
  remove: {
    label: 'Rimuovi l’abbinamento',
    title: 'Rimuovere l’abbinamento con Casa?',
    hint: 'Casa non mostrerà più queste telecamere, e le loro stanze e automazioni andranno perse. Per riaverle, aggiungile con un nuovo codice.',
    action: 'Rimuovi',
    done: 'Casa non conosce più questa telecamera.',
  },
  failed: {
    show: (reason: string): string => `Impossibile mostrare questa pagina. ${reason}`,
    change: (reason: string): string => `Non è stato modificato. ${reason}`,
  },
  errors: {
    homekit_port_in_use: 'Un altro programma usa la porta TCP {port}. Chiudilo o scegli un’altra porta nel file di configurazione.',
    homekit_failed: 'HomeKit ora non funziona; si riprova: {reason}.',
    homekit_not_saved: 'Impossibile rimuovere l’abbinamento: {reason}.',
  },
};
