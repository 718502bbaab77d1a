/** Words of the page about Apple's Home, in German. Loaded with it. */
import type { HomeKitWords } from '../en/homekit.ts';

export const homekitWords: HomeKitWords = {
  title: 'HomeKit',
  on: 'Kameras in Apple Home',
  onHint: 'Für iPhone, iPad, Mac, Apple TV und HomePod in diesem Netzwerk',
  states: {
    off: 'Home kennt diese Kamera nicht.',
    starting: 'Einen Moment …',
    waiting: 'Bereit zum Hinzufügen.',
    paired: 'Home hat diese Kameras.',
    failing: 'Home erreicht diese Kamera gerade nicht; es wird erneut versucht.',
  },
  add: 'In der App Home hinzufügen',
  steps: [
    'Auf einem iPhone oder iPad im selben Netzwerk die App Home öffnen.',
    'Auf + und „Gerät hinzufügen“ tippen und die Kamera auf den Code richten.',
    'Home meldet, dass das Gerät nicht zertifiziert ist: „Trotzdem hinzufügen“.',
  ],
  code: 'Oder diesen Code eingeben:',
  qrCode: 'Code für die App Home',
  brings: 'Was es bringt',
  picture: 'Das Livebild jeder Kamera und ihr neuestes Bild',
  sensors: 'Einen Bewegungssensor für Haustiere und einen für Personen, auch für Automationen und Mitteilungen von Home',
  lacks: 'Ton und Aufnahmen in iCloud gehören nicht dazu. Die Privatsphäre gilt auch für Home.',
  cameras: 'Kameras für Home',
  lastCamera: 'Home braucht mindestens eine Kamera. Um alle wegzunehmen, oben ausschalten.',
  remove: {
    label: 'Kopplung entfernen',
    title: 'Kopplung mit Home entfernen?',
    hint: 'Home zeigt diese Kameras nicht mehr, und ihre Räume und Automationen gehen verloren. Um sie wieder zu haben, mit einem neuen Code hinzufügen.',
    action: 'Entfernen',
    done: 'Home kennt diese Kamera nicht mehr.',
  },
  failed: {
    show: (reason: string): string => `Diese Seite konnte nicht gezeigt werden. ${reason}`,
    change: (reason: string): string => `Das wurde nicht geändert. ${reason}`,
  },
  errors: {
    homekit_port_in_use:
      'Ein anderes Programm benutzt den TCP-Port {port}. Es beenden oder in der Konfigurationsdatei einen anderen Port wählen.',
    homekit_failed: 'HomeKit läuft gerade nicht und wird erneut versucht: {reason}.',
    homekit_not_saved: 'Die Kopplung konnte nicht entfernt werden: {reason}.',
  },
};
