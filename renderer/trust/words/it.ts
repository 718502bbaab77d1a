import type { TrustWords } from './en.ts';

/** Words about a secure connection, the app on a phone, and watching from elsewhere, in Italian. */
export const trustWords: TrustWords = {
  title: 'Fidarsi di questa telecamera',
  intro:
    'La connessione a questa telecamera è cifrata, ma questo dispositivo non sa ancora che è la tua. Dopo, il browser non avvisa più e PetLog si può installare come app.',
  limits: 'Il certificato che si aggiunge qui può garantire solo per indirizzi di casa tua, per niente su internet.',
  choose: 'Questo dispositivo',
  platforms: { apple: 'iPhone, iPad', android: 'Android', computer: 'Computer' },
  downloads: { apple: 'Scarica il profilo', android: 'Scarica il certificato', computer: 'Scarica il certificato' },
  steps: {
    apple: [
      'Scaricare il profilo con il pulsante qui sotto, in Safari, e consentirlo.',
      'Aprire Impostazioni. In alto toccare «Profilo scaricato», poi «Installa». Confrontare l’impronta in «Altri dettagli».',
      'Andare in Generali, Info, Attendibilità certificati, in fondo.',
      'Attivare «PetLog at home».',
    ],
    android: [
      'Scaricare il certificato con il pulsante qui sotto.',
      'Aprire Impostazioni e cercare «certificato CA». Di solito è in Sicurezza, Altro, Installa da memoria.',
      'Toccare «Certificato CA», poi «Installa comunque», e scegliere petlog.crt tra i download.',
    ],
    computer: [
      'Scaricare il certificato con il pulsante qui sotto.',
      'Windows: aprirlo, «Installa certificato», Utente corrente, «Autorità di certificazione radice attendibili».',
      'Mac: aprirlo, poi in Accesso Portachiavi impostare «Attendibilità» su «Sempre». Linux: nelle impostazioni del browser, Certificati, Autorità, Importa.',
      'Firefox: Impostazioni, Privacy, Mostra certificati, Autorità, Importa.',
    ],
  },
  fingerprintHint: 'Confrontarla con quella sullo schermo della telecamera: menu, poi l’indirizzo. Se sono diverse, fermarsi qui.',
  check: 'Verifica se ha funzionato',
  checking: 'Verifica…',
  worked: 'Questo dispositivo riceve una risposta sicura dalla telecamera.',
  trusted: 'Questo dispositivo si fida della telecamera.',
  failed: 'Non ancora: questo dispositivo rifiuta la connessione sicura. Ripetere i passi.',
  openSecurely: 'Apri PetLog in modo sicuro',
  unknown: 'PetLog non risponde. Riprova tra un momento.',
  again: 'Riprova',
  states: {
    off: 'Le connessioni sicure (HTTPS) sono disattivate su questa telecamera. Guardare e registrare funzionano lo stesso; solo l’installazione come app no.',
    own: 'Questa telecamera ha un certificato proprio. I dispositivi lo conoscono già, o gliel’ha insegnato il proprietario.',
    self_signed:
      'Questa telecamera ha ancora il suo primo certificato, di cui nessun telefono può fidarsi. Un amministratore può cambiarlo in Altro, «Sul telefono».',
  },
  otherWays: 'Altri modi',
  otherWaysList: [
    'Tailscale dà alla telecamera un nome con un certificato che ogni dispositivo conosce, a casa e fuori: eseguire «tailscale serve» sulla telecamera.',
    'Un certificato proprio: indicare i suoi due file nella configurazione della telecamera.',
  ],
  app: 'PetLog come app',
  installed: 'Questa è l’app.',
  appHint: 'Un’icona accanto alle altre app; si apre subito, senza browser intorno.',
  install: 'Installa',
  appleHint: 'In Safari: Condividi, poi «Aggiungi alla schermata Home».',
  menuHint: 'Nel menu del browser: «Installa» o «Aggiungi a schermata Home».',
  insecureHint: 'Per questo il dispositivo deve prima fidarsi della telecamera.',
  stored: 'I file dell’app sono conservati in questo browser, mai le immagini.',
  forget: 'Rimuovi questi file',
  forgotten: 'I file sono stati rimossi.',
  store: 'Conservali di nuovo',
  certificate: 'Connessione sicura',
  trustLink: 'Fidarsi di questa telecamera',
  validUntil: (date) => `I dispositivi possono fidarsi dei certificati di questa casa fino al ${date}.`,
  switchHint:
    'Il certificato attuale si firma da solo e nessun telefono può fidarsene. Di uno di questa casa sì. Ai programmi e agli altri PetLog che ricordano il vecchio va comunicato il nuovo.',
  switchNow: 'Passa a un certificato di questa casa',
  outside: (names) => `Non può garantire per ${names}. Ne serve uno nuovo, di cui ogni dispositivo deve fidarsi di nuovo.`,
  replaceNow: 'Creane uno nuovo',
  confirm: 'Davvero? Ogni dispositivo e programma che conosce il certificato attuale verrà interpellato di nuovo.',
  cancel: 'Annulla',
  changed: 'Fatto. Il nuovo certificato è in uso.',
  changeFailed: (reason) => `Non è stato cambiato. ${reason}`,
  anywhere: 'Guardare da ovunque',
  anywhereHint:
    'PetLog non apre porte verso internet. Una rete privata dei tuoi dispositivi porta a casa da ovunque; chi passa da lì si identifica come a casa.',
  tailscale: [
    'Creare un account su tailscale.com e installare l’app sul telefono.',
    'Sulla telecamera installare Tailscale come dice la sua pagina per Linux ed eseguire «sudo tailscale up».',
    'Attivare Tailscale sul telefono, spegnere il Wi-Fi e aprire l’indirizzo della telecamera mostrato dall’app Tailscale, con la porta di PetLog.',
  ],
  wireguard: [
    'Se il router ha WireGuard (molti ce l’hanno), configurarlo lì, aggiungere il telefono e scansionare il codice con l’app WireGuard.',
    'Attivarlo sul telefono, spegnere il Wi-Fi e aprire l’indirizzo della telecamera come a casa.',
  ],
  tunnelNone: 'La telecamera stessa non è ancora in una rete del genere. Con WireGuard nel router va bene così.',
  tunnelThere: (kind, address) => `La telecamera è in ${kind}, come ${address}.`,
  tunnelUsed: (kind) => `Funziona: questo dispositivo è passato da ${kind}.`,
};
