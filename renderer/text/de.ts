import { accessWords } from './de/access.ts';
import { cameraWords } from './de/cameras.ts';
import { doctorWords } from './de/doctor.ts';
import { errorWords } from './de/errors.ts';
import { keyboardWords } from './de/keyboard.ts';
import { kioskPictureWords } from './de/kiosk-picture.ts';
import { libraryWords } from './de/library.ts';
import { liveWords } from './de/live.ts';
import { placeWords } from './de/places.ts';
import { sharingWords } from './de/sharing.ts';
import { pauseWords } from './de/pause.ts';
import { lossWords } from './de/losses.ts';
import { rewindWords } from './de/rewind.ts';
import { settingsWords } from './de/settings.ts';
import { setupWords } from './de/setup.ts';
import type { Text } from './en.ts';

/** Every word people see, in German: neither "du" nor "Sie", as on devices in the house. */
export const de: Text = {
  productName: 'PetLog',
  viewTitles: {
    dashboard: 'PetLog',
    library: 'PetLog: Aufnahmen',
    plain: 'PetLog: Livebild',
    kiosk: 'PetLog: Bildschirm',
    devices: 'PetLog: Geräte und Personen',
    audit: 'PetLog: Zugriffsprotokoll',
    cameras: 'PetLog: Kameras',
    doctor: 'PetLog: Systemprüfung',
    frontDoor: 'PetLog: Zugang',
    activity: 'PetLog: Aktivität',
    more: 'PetLog: Mehr',
    camera: 'PetLog: Einstellungen einer Kamera',
    storage: 'PetLog: Speicher',
    backup: 'PetLog: Sicherung',
    relays: 'PetLog: Medienserver',
    homeAssistant: 'PetLog: Home Assistant',
    screen: 'PetLog: Bildschirm der Kamera',
    pets: 'PetLog: Tiere und Bereiche',
    alerts: 'PetLog: Benachrichtigungen',
    phone: 'PetLog: auf dem Handy',
    about: 'Über PetLog',
    notFound: 'PetLog: nicht gefunden',
  },
  skipToControls: 'Zur Bedienung springen',

  actions: {
    group: 'Bedienung der Kamera',
    start: 'Stream starten',
    stop: 'Stream stoppen',
    record: 'Aufnehmen',
    recording: 'Aufnahme',
    refresh: 'Neu laden',
    fullscreen: 'Vollbild',
    leaveFullscreen: 'Vollbild beenden',
    snapshot: 'Foto',
    startShort: 'Starten',
    stopShort: 'Stoppen',
    stopRecordingHint: 'Drücken, um die Aufnahme zu beenden.',
    working: 'Einen Moment…',
  },

  picture: {
    region: 'Livebild',
    alternative: 'Livebild der Kamera',
    connecting: 'Verbindung mit PetLog…',
    disconnected: 'Keine Verbindung mit PetLog',
    disconnectedHint: 'Sie kommt von selbst wieder, sobald PetLog antwortet.',
    stopped: 'Die Kamera ist gestoppt',
    stoppedHint: 'Sie starten, um das Livebild zu sehen.',
    paused: 'Die Kamera läuft',
    pausedHint: 'Den Stream starten, um das Livebild zu sehen.',
    starting: 'Kamera startet…',
    waiting: 'Warten auf das Bild…',
    failing: 'Das Bild kommt nicht an. Neuer Versuch…',
    lost: (since) => `Kamera verloren seit ${since}`,
    lostUnknown: 'Die Kamera liefert kein Bild.',
    mock: 'Testkamera',
    mockHint: 'Ein gezeichnetes Testbild, keine echte Kamera',
    single: 'Einzelbilder',
    singleHint: 'Vier andere Fenster dieses Browsers zeigen das Livebild',
  },

  indicators: {
    region: 'Zustand',
    connection: 'Verbindung',
    camera: 'Kamera',
    recording: 'Aufnahme',
    connecting: 'Verbindet',
    connected: 'Verbunden',
    disconnected: 'Getrennt',
    unknown: 'Unbekannt',
    privacy: 'Privat',
    cameraStates: { stopped: 'Gestoppt', starting: 'Startet', live: 'Live', lost: 'Verloren' },
    recordingOn: 'Nimmt auf',
    recordingOff: 'Keine Aufnahme',
    storageOff: 'Aufnahme aus',
  },

  facts: {
    region: 'Bild',
    frameRate: 'Bildrate',
    framesPerSecond: (value) => `${value} Bilder/s`,
    resolution: 'Auflösung',
    viewers: 'Zuschauer',
    source: 'Quelle',
    sources: {
      mock: 'Testkamera',
      rpicam: 'Raspberry-Pi-Kamera',
      raspistill: 'Raspberry-Pi-Kamera (raspistill)',
      v4l2: 'USB-Kamera',
      file: 'Videodatei',
      rtsp: 'Netzwerkkamera (RTSP)',
      http: 'Netzwerkkamera (HTTP)',
      petlog: 'Anderes PetLog',
    },
  },

  problems: {
    region: 'Probleme',
    since: (time) => `seit ${time}`,
  },

  storageOffReason: 'Das Aufnehmen ist für diese Kamera ausgeschaltet.',

  recordings: {
    region: 'Letzte Aufnahmen',
    empty: 'Noch keine Aufnahmen',
    emptyHint: 'Auf „Aufnehmen“ drücken, um zu behalten, was die Kamera sieht. Am Ende erscheint die Aufnahme hier.',
    emptyHintStorageOff: 'Das Aufnehmen ist ausgeschaltet, hier erscheint also nichts.',
    loading: 'Wird geladen…',
    failed: (reason) => `Die Aufnahmen konnten nicht geladen werden. ${reason}`,
    again: 'Erneut versuchen',
    play: (when) => `Aufnahme vom ${when} abspielen`,
    download: (when) => `Aufnahme vom ${when} herunterladen`,
    share: (when) => `Aufnahme vom ${when} auf einem anderen Gerät ansehen`,
    close: 'Schließen',
    unplayable: 'Dieser Browser kann die Aufnahme nicht abspielen. Sie lässt sich aber herunterladen.',
    unplayableHere: 'Dieser Bildschirm kann die Aufnahme nicht abspielen. Auf einem anderen Gerät lässt sie sich ansehen.',
    total: (count) => `${count} insgesamt`,
    all: 'Alle Aufnahmen',
    previewRegion: 'Bilder der Aufnahme',
    previewFilm: 'Über die Bilder ziehen, um einen Moment zu finden',
  },

  ...libraryWords,
  ...liveWords,
  ...placeWords,
  ...sharingWords,
  ...pauseWords,
  ...lossWords,
  ...rewindWords,

  messages: {
    region: 'Meldungen',
    dismiss: 'Ausblenden',
    unreachable: 'PetLog ist nicht erreichbar. Prüfen, ob es läuft und ob dieses Gerät in seinem Netz ist.',
    noAnswer: (seconds) => `PetLog hat nach ${seconds} s nicht geantwortet. Der Befehl kann trotzdem noch ausgeführt werden.`,
    unexpectedAnswer: (status) => `PetLog hat unerwartet geantwortet (${status}).`,
    recordingSaved: (name, duration, size) => `${name} gespeichert (${duration}, ${size}).`,
    recordingInterrupted: (reason) => `Die Aufnahme wurde unterbrochen. ${reason}`,
    recordingFailed: (reason) => `Die Aufnahme ist fehlgeschlagen. ${reason}`,
    storageFull: (freeMegabytes) =>
      `Der Datenträger ist voll: ${freeMegabytes} MB sind frei. Aufnahmen löschen oder einen anderen Datenträger verwenden.`,
    failed: {
      start: 'Der Stream konnte nicht gestartet werden.',
      stop: 'Der Stream konnte nicht gestoppt werden.',
      record: 'Die Aufnahme konnte nicht gestartet werden.',
      recordStop: 'Die Aufnahme konnte nicht beendet werden.',
      snapshot: 'Es wurde kein Foto gemacht.',
      fullscreen: 'Dieser Browser erlaubt hier kein Vollbild.',
    },
  },

  kiosk: {
    address: 'Auf anderem Gerät ansehen',
    showAddress: (address) => `QR-Code für ${address} zeigen`,
    qrCode: (address) => `QR-Code für ${address}`,
    noAddress: 'Kein Netz',
    scanHint: 'Mit einem Handy im selben Netz scannen oder die Adresse in einen Browser eingeben.',
    close: 'Schließen',
    fingerprint: 'Fingerabdruck des Zertifikats (SHA-256)',
    fingerprintHint:
      'Ein Browser warnt einmal, dass er diese Kamera nicht kennt. Nur fortfahren, wenn er diese Buchstaben und Ziffern zeigt.',
    pages: {
      cameras: 'Kameras',
      library: 'Bibliothek der Aufnahmen',
      devices: 'Geräte und Personen',
      audit: 'Zugriffsprotokoll',
      doctor: 'Systemprüfung',
    },
    menuTitle: 'PetLog',
    invite: 'Gerät hinzufügen',
    devices: 'Geräte',
    audit: 'Zugriffsprotokoll',
    doctor: 'Systemprüfung',
    setPin: 'PIN festlegen',
    changePin: 'PIN ändern',
    removePin: 'PIN entfernen',
    lockNow: 'Jetzt sperren',
    leave: 'PetLog beenden',
    leaveTitle: 'PetLog beenden?',
    leaveText: 'Aufnahme und Stream enden, und dieser Bildschirm schließt sich.',
    stay: 'Weiter ansehen',
    version: (version) => `PetLog ${version}`,
    failed: { lock: 'Der Bildschirm wurde nicht gesperrt.', pin: 'Die PIN wurde nicht geändert.', leave: 'PetLog wurde nicht beendet.' },
    pinSaved: 'Dieser Bildschirm hat eine neue PIN.',
    pinRemoved: 'Dieser Bildschirm hat keine PIN mehr.',
  },

  privacy: {
    on: 'Privat',
    off: 'Kamera an',
    hint: 'Schaltet die Kamera für alle aus, bis sie freigegeben wird. Die letzten Minuten zum Zurückschauen werden gelöscht; Aufnahmen bleiben.',
    title: 'Privat: Die Kamera ist aus',
    sentence: 'Privat: Die Kamera ist aus.',
    since: (time) => `Seit ${time} hat niemand etwas gesehen.`,
    releaseHere: 'Auf „Kamera an“ drücken, um sie wieder einzuschalten.',
    releaseElsewhere: 'Wer die Kamera steuern darf, kann sie wieder einschalten: im Browser oder am Bildschirm der Kamera.',
    releaseByPin: 'Wer die PIN dieses Bildschirms kennt, kann sie wieder einschalten.',
    failedOn: 'Die Kamera wurde nicht ausgeschaltet.',
    failedOff: 'Die Kamera wurde nicht eingeschaltet.',
  },

  pairing: {
    title: 'Erstes Gerät hinzufügen',
    hint: 'Mit einem Handy im selben Netz scannen. Es darf dann weitere einlassen.',
    byHandTitle: 'Oder von Hand',
    byHand: (address) => `${address} in einem Browser öffnen und diesen Code eingeben:`,
    byHandAnywhere: 'Die Adresse dieser Kamera in einem Browser öffnen und diesen Code eingeben:',
    noNetwork: 'Kein Netz: Zuerst die Kamera verbinden.',
    qrCode: 'QR-Code, der das erste Gerät einlässt',
    code: 'Zugangscode',
    left: (time) => `Gilt noch ${time}`,
    triesLeft: (count) =>
      count === 1
        ? 'Jemand hat einen falschen Code eingegeben: noch 1 Versuch.'
        : `Jemand hat einen falschen Code eingegeben: noch ${count} Versuche.`,
    making: 'Code wird erstellt…',
    done: (name) => `${name} hat Zugang`,
    doneHint: 'Es kann jetzt unter „Geräte“ weitere einlassen, ebenso dieser Bildschirm in seinem Menü.',
    goOn: 'Zum Bild',
    refused: 'Jemand hat falsche Codes eingegeben',
    refusedHint: 'Nach fünf Fehlversuchen wurde der Code gesperrt. Wenn das kein Fremder war, einen neuen erstellen.',
    stale: 'Der Code ist abgelaufen',
    staleHint: 'Inzwischen hat jemand einen falschen Code eingegeben. Wenn das kein Fremder war, einen neuen erstellen.',
    locked: 'Dieser Bildschirm ist gesperrt',
    lockedHint: 'Um das erste Gerät einzulassen, ist seine PIN nötig.',
    unlock: 'PIN eingeben',
    another: 'Neuer Code',
    later: 'Später',
    open: 'Erstes Gerät hinzufügen',
    failed: (reason) => `Es konnte kein Code erstellt werden. ${reason}`,
  },

  pin: {
    unlock: 'PIN eingeben',
    unlockHint: 'Dieser Bildschirm ist gesperrt.',
    choose: 'PIN wählen',
    chooseHint: 'Vier bis acht Ziffern. Gefragt wird danach vor Einstellungen, Löschen, Geräten und Beenden.',
    repeat: 'Noch einmal eingeben',
    repeatHint: 'Damit es die gemeinte ist.',
    different: 'Das waren zwei verschiedene PINs. Noch einmal wählen.',
    wrong: 'Falsche PIN',
    wait: (time) => `Zu viele falsche PINs. Wartezeit: ${time}.`,
    entered: (count) => (count === 1 ? '1 Ziffer eingegeben' : `${count} Ziffern eingegeben`),
    digits: 'Ziffern',
    back: 'Letzte Ziffer löschen',
    confirm: 'OK',
    cancel: 'Abbrechen',
    forgotten: 'Vergessen? Auf der Kamera „petlog remove-pin“ ausführen.',
    failed: (reason) => `Das hat nicht geklappt. ${reason}`,
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
    label: 'Sprache',
    failed: 'Die Sprache konnte nicht geladen werden. Noch einmal versuchen, wenn PetLog erreichbar ist.',
  },
};
