import type { Text } from './en.ts';
import { accessWords } from './it/access.ts';
import { auditWords } from './it/audit.ts';
import { cameraWords } from './it/cameras.ts';
import { doctorWords } from './it/doctor.ts';
import { errorWords } from './it/errors.ts';
import { keyboardWords } from './it/keyboard.ts';
import { kioskPictureWords } from './it/kiosk-picture.ts';
import { libraryWords } from './it/library.ts';
import { rewindWords } from './it/rewind.ts';
import { settingsWords } from './it/settings.ts';
import { setupWords } from './it/setup.ts';

/** Every word people see, in Italian. */
export const it: Text = {
  productName: 'PetLog',
  viewTitles: {
    dashboard: 'PetLog',
    library: 'PetLog: registrazioni',
    plain: 'PetLog: immagine dal vivo',
    kiosk: 'Schermo PetLog',
    devices: 'PetLog: dispositivi e persone',
    audit: 'PetLog: attività',
    cameras: 'PetLog: telecamere',
    doctor: 'PetLog: diagnostica',
    frontDoor: 'PetLog: accesso',
  },
  skipToControls: 'Vai ai comandi',

  actions: {
    group: 'Comandi della telecamera',
    start: 'Avvia video',
    stop: 'Ferma video',
    record: 'Registra',
    recording: 'Registrazione',
    refresh: 'Aggiorna',
    fullscreen: 'Schermo intero',
    leaveFullscreen: 'Esci da schermo intero',
    snapshot: 'Foto',
    startShort: 'Avvia',
    stopShort: 'Ferma',
    stopRecordingHint: 'Premi per fermare la registrazione.',
    working: 'Un momento…',
  },

  picture: {
    region: 'Immagine dal vivo',
    alternative: 'Immagine dal vivo della telecamera',
    connecting: 'Connessione a PetLog…',
    disconnected: 'Nessuna connessione a PetLog',
    disconnectedHint: 'L’immagine torna da sola appena PetLog risponde.',
    stopped: 'La telecamera è ferma',
    stoppedHint: 'Avviala per vedere l’immagine dal vivo.',
    paused: 'La telecamera è in funzione',
    pausedHint: 'Avvia il video per vedere l’immagine dal vivo.',
    starting: 'Avvio della telecamera…',
    waiting: 'In attesa dell’immagine…',
    failing: 'L’immagine non arriva. Nuovo tentativo…',
    lost: (since) => `Telecamera senza segnale dalle ${since}`,
    lostUnknown: 'La telecamera non invia immagini.',
    mock: 'Telecamera simulata',
    mockHint: 'Immagine di prova disegnata, non una vera telecamera',
  },

  indicators: {
    region: 'Stato',
    connection: 'Connessione',
    camera: 'Telecamera',
    recording: 'Registrazione',
    connecting: 'Connessione',
    connected: 'Online',
    disconnected: 'Offline',
    unknown: 'Sconosciuto',
    privacy: 'Privacy',
    cameraStates: { stopped: 'Ferma', starting: 'In avvio', live: 'Dal vivo', lost: 'Senza segnale' },
    recordingOn: 'In registrazione',
    recordingOff: 'Non registra',
    storageOff: 'Disattivata',
  },

  facts: {
    region: 'Immagine',
    frameRate: 'Fotogrammi',
    framesPerSecond: (value) => `${value} fps`,
    resolution: 'Risoluzione',
    viewers: 'Spettatori',
    source: 'Sorgente',
    sources: {
      mock: 'Telecamera simulata',
      rpicam: 'Telecamera Raspberry Pi',
      raspistill: 'Telecamera Raspberry Pi (raspistill)',
      v4l2: 'Telecamera USB',
      file: 'File video',
      rtsp: 'Telecamera di rete (RTSP)',
      http: 'Telecamera di rete (HTTP)',
      petlog: 'Altro PetLog',
    },
  },

  problems: {
    region: 'Problemi',
    since: (time) => `dalle ${time}`,
  },

  storageOffReason: 'La registrazione è disattivata. Per usarla, imposta camera.enable_storage su true.',

  recordings: {
    region: 'Registrazioni recenti',
    empty: 'Ancora nessuna registrazione',
    emptyHint: 'Premi “Registra” per conservare ciò che vede la telecamera. La registrazione compare qui quando è terminata.',
    emptyHintStorageOff: 'La registrazione è disattivata, quindi qui non comparirà nulla.',
    loading: 'Caricamento…',
    failed: (reason) => `Impossibile caricare l’elenco delle registrazioni. ${reason}`,
    again: 'Riprova',
    // A colon: the article before a date would change with the day (del 7, dell’8).
    play: (when) => `Riproduci la registrazione: ${when}`,
    download: (when) => `Scarica la registrazione: ${when}`,
    share: (when) => `Guarda su un altro dispositivo la registrazione: ${when}`,
    close: 'Chiudi',
    unplayable: 'Questo browser non può riprodurre la registrazione. Scaricala per vederla.',
    unplayableHere: 'Questo schermo non può riprodurre la registrazione. Guardala su un altro dispositivo.',
    total: (count) => `${count} in tutto`,
    all: 'Tutte le registrazioni',
    previewRegion: 'Immagini della registrazione',
    previewAt: (time) => `a ${time}`,
    previewFilm: 'Trascina sulle immagini per trovare un momento',
  },

  ...libraryWords,
  ...rewindWords,

  messages: {
    region: 'Messaggi',
    dismiss: 'Chiudi',
    unreachable: 'PetLog non è raggiungibile. Controlla che sia in funzione e che questo dispositivo sia sulla sua rete.',
    noAnswer: (seconds) => `PetLog non ha risposto entro ${seconds} s. Potrebbe ancora eseguire il comando.`,
    unexpectedAnswer: (status) => `PetLog ha risposto in modo inatteso (${status}).`,
    recordingSaved: (name, duration, size) => `Salvato ${name} (${duration}, ${size}).`,
    recordingInterrupted: (reason) => `La registrazione è stata interrotta. ${reason}`,
    recordingFailed: (reason) => `La registrazione non è riuscita. ${reason}`,
    storageFull: (freeMegabytes) => `Il disco è pieno (${freeMegabytes} MB liberi). Elimina qualche registrazione o usa un altro disco.`,
    failed: {
      start: 'Impossibile avviare il video.',
      stop: 'Impossibile fermare il video.',
      record: 'Impossibile avviare la registrazione.',
      recordStop: 'Impossibile fermare la registrazione.',
      snapshot: 'Impossibile scattare la foto.',
      fullscreen: 'Qui questo browser non consente lo schermo intero.',
    },
  },

  kiosk: {
    address: 'Guarda su un altro dispositivo',
    showAddress: (address) => `Mostra un codice QR per ${address}`,
    qrCode: (address) => `Codice QR per ${address}`,
    noAddress: 'Nessuna rete',
    scanHint: 'Scansiona il codice con un telefono sulla stessa rete o scrivi l’indirizzo in un browser qualsiasi.',
    close: 'Chiudi',
    fingerprint: 'Impronta del certificato (SHA-256)',
    fingerprintHint: 'Il browser avvisa una volta che non conosce questa telecamera. Prosegui solo se mostra queste lettere e cifre.',
    menu: 'Menu',
    pages: {
      cameras: 'Telecamere',
      library: 'Archivio delle registrazioni',
      devices: 'Dispositivi e persone',
      audit: 'Attività',
      doctor: 'Diagnostica',
    },
    menuTitle: 'PetLog',
    invite: 'Aggiungi dispositivo',
    devices: 'Dispositivi',
    audit: 'Attività',
    doctor: 'Diagnostica',
    setPin: 'Imposta PIN',
    changePin: 'Cambia PIN',
    removePin: 'Rimuovi PIN',
    lockNow: 'Blocca ora',
    leave: 'Esci da PetLog',
    leaveTitle: 'Uscire da PetLog?',
    leaveText: 'La registrazione e il video terminano e questo schermo si chiude.',
    stay: 'Resta',
    version: (version) => `PetLog ${version}`,
    failed: { lock: 'Lo schermo non è stato bloccato.', pin: 'Il PIN non è stato cambiato.', leave: 'PetLog non è stato chiuso.' },
    pinSaved: 'Questo schermo ha un nuovo PIN.',
    pinRemoved: 'Questo schermo non ha più un PIN.',
  },

  privacy: {
    on: 'Privacy',
    off: 'Accendi',
    hint: 'Spegne la telecamera per tutti finché non viene riaccesa.',
    title: 'Privacy: la telecamera è spenta',
    sentence: 'Privacy: la telecamera è spenta.',
    since: (time) => `Nessuno vede nulla dalle ${time}.`,
    releaseHere: 'Premi “Accendi” per riaccenderla.',
    releaseElsewhere: 'Chi può controllare la telecamera può riaccenderla dal pannello o dallo schermo della telecamera.',
    releaseByPin: 'Chi conosce il PIN di questo schermo può riaccenderla.',
    failedOn: 'La telecamera non è stata spenta.',
    failedOff: 'La telecamera non è stata accesa.',
  },

  pairing: {
    title: 'Aggiungi il primo dispositivo',
    hint: 'Scansiona questo codice con un telefono sulla stessa rete. Poi potrà aggiungerne altri.',
    byHandTitle: 'Oppure a mano',
    byHand: (address) => `Apri ${address} in un browser e inserisci questo codice:`,
    byHandAnywhere: 'Apri l’indirizzo di questa telecamera in un browser e inserisci questo codice:',
    noNetwork: 'Nessuna rete: collega prima la telecamera.',
    qrCode: 'Codice QR per aggiungere il primo dispositivo',
    code: 'Codice',
    left: (time) => `Valido per ${time}`,
    triesLeft: (count) =>
      count === 1
        ? 'Qualcuno ha inserito un codice errato: resta 1 tentativo.'
        : `Qualcuno ha inserito un codice errato: restano ${count} tentativi.`,
    making: 'Creazione di un codice…',
    done: (name) => `${name} ora ha accesso`,
    doneHint: 'Ora può aggiungerne altri in “Dispositivi”. Anche questo schermo può farlo, dal suo menu.',
    goOn: 'Vai all’immagine',
    refused: 'Qualcuno ha inserito codici errati',
    refusedHint: 'Il codice è stato bloccato dopo cinque tentativi errati. Se eri tu, creane uno nuovo.',
    stale: 'Il codice è scaduto',
    staleHint: 'Nel frattempo qualcuno ha inserito un codice errato. Se eri tu, creane uno nuovo.',
    locked: 'Questo schermo è bloccato',
    lockedHint: 'Serve il suo PIN per aggiungere il primo dispositivo.',
    unlock: 'Inserisci PIN',
    another: 'Nuovo codice',
    later: 'Più tardi',
    open: 'Primo dispositivo',
    failed: (reason) => `Impossibile creare un codice. ${reason}`,
  },

  pin: {
    unlock: 'Inserisci il PIN',
    unlockHint: 'Questo schermo è bloccato.',
    choose: 'Scegli un PIN',
    chooseHint: 'Da quattro a otto cifre. Viene chiesto prima di impostazioni, eliminazioni, dispositivi e uscita.',
    repeat: 'Ripeti il PIN',
    repeatHint: 'Per essere sicuri che sia quello giusto.',
    different: 'I due PIN sono diversi. Scegline di nuovo uno.',
    wrong: 'PIN errato',
    wait: (time) => `Troppi PIN errati. Attendi ${time}.`,
    entered: (count) => (count === 1 ? '1 cifra inserita' : `${count} cifre inserite`),
    digits: 'Cifre',
    back: 'Cancella l’ultima cifra',
    confirm: 'OK',
    cancel: 'Annulla',
    forgotten: 'PIN dimenticato? Esegui “petlog remove-pin” sulla telecamera.',
    failed: (reason) => `Non ha funzionato. ${reason}`,
  },

  ...accessWords,
  ...auditWords,
  ...cameraWords,
  ...doctorWords,
  ...keyboardWords,
  ...settingsWords,
  ...setupWords,
  ...kioskPictureWords,

  errors: errorWords,

  language: {
    label: 'Lingua',
    failed: 'Impossibile caricare la lingua. Riprova quando PetLog è raggiungibile.',
  },

  footer: { documentation: 'Documentazione API', plainView: 'Solo immagine' },
};
