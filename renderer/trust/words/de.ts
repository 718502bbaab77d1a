import type { TrustWords } from './en.ts';

/** Words about a secure connection, the app on a phone, and watching from elsewhere, in German. */
export const trustWords: TrustWords = {
  title: 'Dieser Kamera vertrauen',
  intro:
    'Die Verbindung zu dieser Kamera ist verschlüsselt, aber dieses Gerät weiß noch nicht, dass es die eigene Kamera ist. Danach warnt der Browser nicht mehr, und PetLog lässt sich als App installieren.',
  limits: 'Das Zertifikat, das hier dazukommt, kann nur für Adressen des eigenen Zuhauses bürgen, für nichts im Internet.',
  choose: 'Dieses Gerät',
  platforms: { apple: 'iPhone, iPad', android: 'Android', computer: 'Computer' },
  downloads: { apple: 'Profil laden', android: 'Zertifikat laden', computer: 'Zertifikat laden' },
  steps: {
    apple: [
      'Das Profil mit der Taste unten in Safari laden und erlauben.',
      'Die App „Einstellungen“ öffnen, oben auf „Profil geladen“ tippen, dann „Installieren“. Unter „Mehr Details“ den Fingerabdruck vergleichen.',
      'Zu Allgemein, Info, ganz unten „Zertifikatsvertrauenseinstellungen“ gehen.',
      '„PetLog at home“ einschalten.',
    ],
    android: [
      'Das Zertifikat mit der Taste unten laden.',
      'Die App „Einstellungen“ öffnen und nach „CA-Zertifikat“ suchen. Meist steht es unter Sicherheit, Mehr, Von Speicher installieren.',
      'Auf „CA-Zertifikat“ tippen, dann „Trotzdem installieren“, und petlog.crt unter den Downloads wählen.',
    ],
    computer: [
      'Das Zertifikat mit der Taste unten laden.',
      'Windows: öffnen, „Zertifikat installieren“, Aktueller Benutzer, „Vertrauenswürdige Stammzertifizierungsstellen“.',
      'Mac: öffnen, dann in der Schlüsselbundverwaltung „Vertrauen“ auf „Immer“ stellen. Linux: in den Einstellungen des Browsers Zertifikate, Zertifizierungsstellen, Importieren.',
      'Firefox: Einstellungen, Datenschutz, Zertifikate anzeigen, Zertifizierungsstellen, Importieren.',
    ],
  },
  fingerprintHint: 'Mit dem auf dem Bildschirm der Kamera vergleichen: Menü, dann die Adresse. Unterscheiden sie sich, hier aufhören.',
  check: 'Prüfen, ob es geklappt hat',
  checking: 'Wird geprüft …',
  worked: 'Dieses Gerät bekommt eine sichere Antwort von der Kamera.',
  trusted: 'Dieses Gerät vertraut der Kamera.',
  failed: 'Noch nicht: Dieses Gerät lehnt die sichere Verbindung ab. Die Schritte noch einmal durchgehen.',
  openSecurely: 'PetLog sicher öffnen',
  unknown: 'PetLog antwortet nicht. Gleich noch einmal versuchen.',
  again: 'Noch einmal',
  states: {
    off: 'Sichere Verbindungen (HTTPS) sind an dieser Kamera ausgeschaltet. Zusehen und Aufnehmen gehen trotzdem, nur das Installieren als App nicht.',
    own: 'Diese Kamera hat ein eigenes Zertifikat. Die Geräte kennen es schon, oder es wurde ihnen beigebracht.',
    self_signed:
      'Diese Kamera hat noch ihr erstes Zertifikat, dem kein Handy vertrauen kann. Das lässt sich mit Verwaltungsrechten unter Mehr, „Auf dem Handy“, ändern.',
  },
  otherWays: 'Andere Wege',
  otherWaysList: [
    'Tailscale gibt der Kamera einen Namen mit einem Zertifikat, das jedes Gerät kennt, zu Hause und unterwegs: auf der Kamera „tailscale serve“ ausführen.',
    'Ein eigenes Zertifikat: seine beiden Dateien in die Konfiguration der Kamera eintragen.',
  ],
  app: 'PetLog als App',
  installed: 'Das ist die App.',
  appHint: 'Ein Symbol neben den anderen Apps, öffnet sich sofort und ohne Browser drumherum.',
  install: 'Installieren',
  appleHint: 'In Safari: Teilen, dann „Zum Home-Bildschirm“.',
  menuHint: 'Im Menü des Browsers: „Installieren“ oder „Zum Startbildschirm hinzufügen“.',
  insecureHint: 'Dafür muss das Gerät der Kamera zuerst vertrauen.',
  stored: 'Die Dateien der App liegen in diesem Browser, Bilder nie.',
  forget: 'Die Dateien entfernen',
  forgotten: 'Die Dateien sind entfernt.',
  store: 'Wieder ablegen',
  certificate: 'Sichere Verbindung',
  trustLink: 'Dieser Kamera vertrauen',
  validUntil: (date) => `Geräte können den Zertifikaten dieses Zuhauses bis ${date} vertrauen.`,
  switchHint:
    'Das jetzige Zertifikat unterschreibt sich selbst, und kein Handy kann ihm vertrauen. Einem Zertifikat dieses Zuhauses schon. Programmen und anderen PetLogs, die sich das alte gemerkt haben, muss das neue mitgeteilt werden.',
  switchNow: 'Zu einem Zertifikat dieses Zuhauses wechseln',
  outside: (names) => `Es kann nicht für ${names} bürgen. Dafür ist ein neues nötig, dem jedes Gerät neu vertrauen muss.`,
  replaceNow: 'Ein neues anlegen',
  confirm: 'Wirklich? Jedes Gerät und Programm, das das jetzige Zertifikat kennt, wird neu gefragt.',
  cancel: 'Abbrechen',
  changed: 'Fertig. Das neue Zertifikat ist in Gebrauch.',
  changeFailed: (reason) => `Es wurde nicht geändert. ${reason}`,
  anywhere: 'Von unterwegs zusehen',
  anywhereHint:
    'PetLog öffnet keine Tür zum Internet. Ein privates Netz der eigenen Geräte führt von überall nach Hause. Wer dort hindurch kommt, meldet sich an wie zu Hause.',
  tailscale: [
    'Auf tailscale.com ein Konto anlegen und die App auf dem Handy installieren.',
    'Auf der Kamera Tailscale installieren, wie seine Seite für Linux es sagt, und „sudo tailscale up“ ausführen.',
    'Auf dem Handy Tailscale ein- und das WLAN ausschalten und die Adresse der Kamera öffnen, die die Tailscale-App zeigt, mit dem Port von PetLog.',
  ],
  wireguard: [
    'Wenn der Router WireGuard hat (viele haben es): dort einrichten, das Handy hinzufügen und den Code mit der WireGuard-App scannen.',
    'Auf dem Handy einschalten, das WLAN ausschalten und die Adresse der Kamera wie zu Hause öffnen.',
  ],
  tunnelNone: 'Die Kamera selbst ist noch in keinem solchen Netz. Mit WireGuard im Router ist das richtig so.',
  tunnelThere: (kind, address) => `Die Kamera ist in ${kind}, als ${address}.`,
  tunnelUsed: (kind) => `Es geht: Dieses Gerät kam über ${kind}.`,
};
