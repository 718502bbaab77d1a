import type { Text } from './en.ts';
import { accessWords } from './fr/access.ts';
import { cameraWords } from './fr/cameras.ts';
import { doctorWords } from './fr/doctor.ts';
import { errorWords } from './fr/errors.ts';
import { keyboardWords } from './fr/keyboard.ts';
import { kioskPictureWords } from './fr/kiosk-picture.ts';
import { libraryWords } from './fr/library.ts';
import { liveWords } from './fr/live.ts';
import { placeWords } from './fr/places.ts';
import { sharingWords } from './fr/sharing.ts';
import { pauseWords } from './fr/pause.ts';
import { lossWords } from './fr/losses.ts';
import { rewindWords } from './fr/rewind.ts';
import { settingsWords } from './fr/settings.ts';
import { setupWords } from './fr/setup.ts';

/** Every word people see, in French. */
export const fr: Text = {
  productName: 'PetLog',
  viewTitles: {
    dashboard: 'PetLog',
    library: 'PetLog : enregistrements',
    plain: 'PetLog : image en direct',
    kiosk: 'PetLog : écran',
    devices: 'PetLog : appareils et personnes',
    audit: 'PetLog : journal des accès',
    cameras: 'PetLog : caméras',
    doctor: 'PetLog : diagnostic',
    frontDoor: 'PetLog : entrée',
    activity: 'PetLog : activité',
    more: 'PetLog : plus',
    camera: 'PetLog : réglages d’une caméra',
    storage: 'PetLog : stockage',
    backup: 'PetLog : sauvegarde',
    relays: 'PetLog : serveurs multimédias',
    homeAssistant: 'PetLog : Home Assistant',
    screen: 'PetLog : écran de la caméra',
    pets: 'PetLog : animaux et zones',
    alerts: 'PetLog : alertes',
    phone: 'PetLog : sur le téléphone',
    about: 'À propos de PetLog',
    notFound: 'PetLog : introuvable',
  },
  skipToControls: 'Aller aux commandes',

  actions: {
    group: 'Commandes de la caméra',
    start: 'Démarrer le flux',
    stop: 'Arrêter le flux',
    record: 'Enregistrer',
    recording: 'Enregistre',
    refresh: 'Actualiser',
    fullscreen: 'Plein écran',
    leaveFullscreen: 'Quitter le plein écran',
    snapshot: 'Photo',
    startShort: 'Démarrer',
    stopShort: 'Arrêter',
    stopRecordingHint: 'Appuyez pour arrêter l’enregistrement.',
    working: 'Un instant…',
  },

  picture: {
    region: 'Image en direct',
    alternative: 'Image en direct de la caméra',
    connecting: 'Connexion à PetLog…',
    disconnected: 'Pas de connexion à PetLog',
    disconnectedHint: 'Elle revient d’elle-même dès que PetLog répond.',
    stopped: 'La caméra est arrêtée',
    stoppedHint: 'Démarrez-la pour voir l’image en direct.',
    paused: 'La caméra fonctionne',
    pausedHint: 'Démarrez le flux pour voir l’image en direct.',
    starting: 'Démarrage de la caméra…',
    waiting: 'En attente de l’image…',
    failing: 'L’image n’arrive pas. Nouvel essai…',
    lost: (since) => `Caméra perdue depuis ${since}`,
    lostUnknown: 'La caméra ne fournit pas d’image.',
    mock: 'Caméra fictive',
    mockHint: 'Une image de test dessinée, pas une vraie caméra',
    single: 'Images fixes',
    singleHint: 'Quatre autres fenêtres de ce navigateur montrent l’image en direct',
  },

  indicators: {
    region: 'État',
    connection: 'Connexion',
    camera: 'Caméra',
    recording: 'Enregistrement',
    connecting: 'Connexion…',
    connected: 'Connecté',
    disconnected: 'Déconnecté',
    unknown: 'Inconnu',
    privacy: 'Mode privé',
    cameraStates: { stopped: 'Arrêtée', starting: 'Démarre', live: 'En direct', lost: 'Perdue' },
    recordingOn: 'Enregistre',
    recordingOff: 'N’enregistre pas',
    storageOff: 'Enreg. désactivé',
  },

  facts: {
    region: 'Image',
    frameRate: 'Cadence',
    framesPerSecond: (value) => `${value} images/s`,
    resolution: 'Résolution',
    viewers: 'Spectateurs',
    source: 'Origine',
    sources: {
      mock: 'Caméra fictive',
      rpicam: 'Caméra Raspberry Pi',
      raspistill: 'Caméra Raspberry Pi (raspistill)',
      v4l2: 'Caméra USB',
      file: 'Fichier vidéo',
      rtsp: 'Caméra réseau (RTSP)',
      http: 'Caméra réseau (HTTP)',
      petlog: 'Autre PetLog',
    },
  },

  problems: {
    region: 'Problèmes',
    since: (time) => `depuis ${time}`,
  },

  storageOffReason: 'L’enregistrement est désactivé pour cette caméra.',

  recordings: {
    region: 'Derniers enregistrements',
    empty: 'Aucun enregistrement',
    emptyHint: 'Appuyez sur « Enregistrer » pour garder ce que voit la caméra. Il apparaîtra ici à la fin.',
    emptyHintStorageOff: 'L’enregistrement est désactivé : rien n’apparaîtra ici.',
    loading: 'Chargement…',
    failed: (reason) => `Les enregistrements n’ont pas pu être chargés. ${reason}`,
    again: 'Réessayer',
    play: (when) => `Lire l’enregistrement du ${when}`,
    download: (when) => `Télécharger l’enregistrement du ${when}`,
    share: (when) => `Voir l’enregistrement du ${when} sur un autre appareil`,
    close: 'Fermer',
    unplayable: 'Ce navigateur ne peut pas lire l’enregistrement. Téléchargez-le.',
    unplayableHere: 'Cet écran ne peut pas lire l’enregistrement. Regardez-le sur un autre appareil.',
    total: (count) => `${count} en tout`,
    all: 'Tous les enregistrements',
    previewRegion: 'Images de l’enregistrement',
    previewFilm: 'Glissez sur les images pour trouver un moment',
  },

  ...libraryWords,
  ...liveWords,
  ...placeWords,
  ...sharingWords,
  ...pauseWords,
  ...lossWords,
  ...rewindWords,

  messages: {
    region: 'Avis',
    dismiss: 'Fermer',
    unreachable: 'PetLog est injoignable. Vérifiez qu’il fonctionne et que cet appareil est sur son réseau.',
    noAnswer: (seconds) => `PetLog n’a pas répondu en ${seconds} s. Il peut encore exécuter la commande.`,
    unexpectedAnswer: (status) => `PetLog a répondu de façon inattendue (${status}).`,
    recordingSaved: (name, duration, size) => `${name} enregistré (${duration}, ${size}).`,
    recordingInterrupted: (reason) => `L’enregistrement a été interrompu. ${reason}`,
    recordingFailed: (reason) => `L’enregistrement a échoué. ${reason}`,
    storageFull: (freeMegabytes) =>
      `Le disque est plein : ${freeMegabytes} Mo sont libres. Supprimez des enregistrements ou utilisez un autre disque.`,
    failed: {
      start: 'Le flux n’a pas pu être démarré.',
      stop: 'Le flux n’a pas pu être arrêté.',
      record: 'L’enregistrement n’a pas pu commencer.',
      recordStop: 'L’enregistrement n’a pas pu être arrêté.',
      snapshot: 'Aucune photo n’a été prise.',
      fullscreen: 'Ce navigateur ne permet pas le plein écran ici.',
    },
  },

  kiosk: {
    address: 'Voir sur un autre appareil',
    showAddress: (address) => `Afficher le QR code de ${address}`,
    qrCode: (address) => `QR code de ${address}`,
    noAddress: 'Pas de réseau',
    scanHint: 'Scannez avec un téléphone sur le même réseau, ou saisissez l’adresse dans un navigateur.',
    close: 'Fermer',
    fingerprint: 'Empreinte du certificat (SHA-256)',
    fingerprintHint:
      'Un navigateur avertit une fois qu’il ne connaît pas cette caméra. Ne continuez que s’il affiche ces lettres et chiffres.',
    pages: {
      cameras: 'Caméras',
      library: 'Bibliothèque des enregistrements',
      devices: 'Appareils et personnes',
      audit: 'Journal des accès',
      doctor: 'Diagnostic',
    },
    menuTitle: 'PetLog',
    invite: 'Ajouter un appareil',
    devices: 'Appareils',
    audit: 'Journal des accès',
    doctor: 'Diagnostic',
    setPin: 'Définir un code PIN',
    changePin: 'Changer le code PIN',
    removePin: 'Retirer le code PIN',
    lockNow: 'Verrouiller',
    leave: 'Quitter PetLog',
    leaveTitle: 'Quitter PetLog ?',
    leaveText: 'L’enregistrement et le flux s’arrêtent, et cet écran se ferme.',
    stay: 'Rester',
    version: (version) => `PetLog ${version}`,
    failed: { lock: 'L’écran n’a pas été verrouillé.', pin: 'Le code PIN n’a pas été changé.', leave: 'PetLog n’a pas été quitté.' },
    pinSaved: 'Cet écran a un nouveau code PIN.',
    pinRemoved: 'Cet écran n’a plus de code PIN.',
  },

  privacy: {
    on: 'Mode privé',
    off: 'Rallumer',
    hint: 'Coupe la caméra pour tout le monde jusqu’à ce qu’elle soit rallumée. Les dernières minutes que l’on pouvait revoir sont effacées ; les enregistrements restent.',
    title: 'Mode privé : la caméra est coupée',
    sentence: 'Mode privé : la caméra est coupée.',
    since: (time) => `Personne n’a rien vu depuis ${time}.`,
    releaseHere: 'Appuyez sur « Rallumer » pour la remettre en marche.',
    releaseElsewhere: 'Qui peut commander la caméra peut la rallumer, dans un navigateur ou sur l’écran de la caméra.',
    releaseByPin: 'Qui connaît le code PIN de cet écran peut la rallumer.',
    failedOn: 'La caméra n’a pas été coupée.',
    failedOff: 'La caméra n’a pas été rallumée.',
  },

  pairing: {
    title: 'Ajouter le premier appareil',
    hint: 'Scannez ceci avec un téléphone sur le même réseau. Il pourra ensuite en faire entrer d’autres.',
    byHandTitle: 'Ou à la main',
    byHand: (address) => `Ouvrez ${address} dans un navigateur et saisissez ce code :`,
    byHandAnywhere: 'Ouvrez l’adresse de cette caméra dans un navigateur et saisissez ce code :',
    noNetwork: 'Pas de réseau : connectez d’abord la caméra.',
    qrCode: 'QR code qui fait entrer le premier appareil',
    code: 'Code d’accès',
    left: (time) => `Valable encore ${time}`,
    triesLeft: (count) =>
      count < 2
        ? `Quelqu’un a saisi un code erroné : encore ${count} essai.`
        : `Quelqu’un a saisi un code erroné : encore ${count} essais.`,
    making: 'Création du code…',
    done: (name) => `${name} a maintenant accès`,
    doneHint: 'Il peut en faire entrer d’autres, sous « Appareils ». Cet écran aussi, dans son menu.',
    goOn: 'Voir l’image',
    refused: 'Quelqu’un a saisi des codes erronés',
    refusedHint: 'Le code a été bloqué après cinq essais. Si c’était vous, créez-en un nouveau.',
    stale: 'Le code a expiré',
    staleHint: 'Entre-temps, quelqu’un a saisi un code erroné. Si c’était vous, créez-en un nouveau.',
    locked: 'Cet écran est verrouillé',
    lockedHint: 'Il faut son code PIN pour faire entrer le premier appareil.',
    unlock: 'Saisir le code PIN',
    another: 'Nouveau code',
    later: 'Plus tard',
    open: 'Premier appareil',
    failed: (reason) => `Aucun code n’a pu être créé. ${reason}`,
  },

  pin: {
    unlock: 'Saisir le code PIN',
    unlockHint: 'Cet écran est verrouillé.',
    choose: 'Choisir un code PIN',
    chooseHint: 'De quatre à huit chiffres. Il est demandé avant les réglages, la suppression, les appareils et la sortie.',
    repeat: 'Saisissez-le encore une fois',
    repeatHint: 'Pour être sûr que c’est le bon.',
    different: 'Les deux codes PIN étaient différents. Choisissez de nouveau.',
    wrong: 'Code PIN erroné',
    wait: (time) => `Trop de codes PIN erronés. Attendez ${time}.`,
    entered: (count) => (count < 2 ? `${count} chiffre saisi` : `${count} chiffres saisis`),
    digits: 'Chiffres',
    back: 'Effacer le dernier chiffre',
    confirm: 'OK',
    cancel: 'Annuler',
    forgotten: 'Oublié ? Lancez « petlog remove-pin » sur la caméra.',
    failed: (reason) => `Cela n’a pas marché. ${reason}`,
  },

  ...accessWords,
  ...cameraWords,
  ...doctorWords,
  ...keyboardWords,
  ...settingsWords,
  ...setupWords,
  ...kioskPictureWords,

  errors: errorWords,

  language: {
    label: 'Langue',
    failed: 'La langue n’a pas pu être chargée. Réessayez quand PetLog sera joignable.',
  },
};
