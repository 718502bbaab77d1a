import type { Text } from '../en.ts';

/** Words of the settings on the screens, in German. */
export const settingsWords: Pick<Text, 'settings'> = {
  settings: {
    open: 'Einstellungen',
    close: 'Schließen',
    loading: 'Wird geladen …',
    saving: 'Wird gespeichert …',
    saved: 'Gespeichert',
    failed: {
      load: (reason) => `Die Einstellungen konnten nicht gelesen werden. ${reason}`,
      change: (reason) => `Das wurde nicht geändert. ${reason}`,
    },
    recordings: 'Wie lange Aufnahmen bleiben, wird unter „Speicher“ eingestellt.',
    noScreen: 'Diese Kamera hat keinen Bildschirm: PetLog wurde ohne gestartet.',
    groups: { picture: 'Bild', running: 'Wann die Kamera läuft', noticing: 'Was erkannt wird', screen: 'Der Bildschirm der Kamera' },
    fields: {
      'camera.rotation': { label: 'Auf den Kopf stellen', hint: 'Für eine Kamera, die an der Decke hängt.' },
      'camera.hflip': { label: 'Links und rechts spiegeln' },
      'camera.vflip': { label: 'Oben und unten spiegeln' },
      'camera.resolution': { label: 'Größe des Bildes', hint: 'In Pixeln. Größere Bilder brauchen mehr vom Netz und vom Prozessor.' },
      'camera.frame_rate': { label: 'Bilder pro Sekunde' },
      'camera.quality': { label: 'Qualität', unit: 'von 100', hint: '70 bis 90 ist ein guter Mittelweg zwischen Bild und Größe.' },
      'camera.overlay_timestamp': {
        label: 'Datum und Uhrzeit im Bild',
        hint: 'Kann die Kamera sie nicht selbst schreiben, kostet das etwa einen halben Prozessorkern eines Raspberry Pi 4. Die Testkamera zeigt sie immer.',
      },
      'camera.sound': { label: 'Ton', hint: 'Livebild, Aufnahmen und Rückblick haben Ton. Jeder Bildschirm zeigt, dass er an ist.' },
      'camera.speaker': {
        label: 'Zurücksprechen',
        hint: 'Wer sprechen darf, ist hier durch einen Lautsprecher dieses Geräts zu hören. Jeder Bildschirm zeigt, dass jemand spricht.',
      },
      'camera.always_on': { label: 'Immer an', hint: 'Die Kamera startet mit PetLog und stoppt nie von selbst.' },
      'camera.idle_stop_seconds': {
        label: 'Ungenutzt stoppen nach',
        unit: 'Sekunden',
        hint: 'Außer jemand hat sie mit „Starten“ gestartet. 0: sofort.',
      },
      'detection.enabled': { label: 'Tiere und Menschen erkennen', hint: 'Solange die Kamera läuft. Nichts verlässt dieses Gerät.' },
      'detection.sensitivity': {
        label: 'Empfindlichkeit',
        unit: 'von 100',
        hint: 'Mit mehr zählen auch kleinere und schwächere Bewegungen.',
      },
      'detection.people': { label: 'Auch Menschen', hint: 'Sonst bleiben Besuche von Menschen weg.' },
      'kiosk.brightness_day_percent': { label: 'Helligkeit am Tag', unit: '%' },
      'kiosk.brightness_night_percent': {
        label: 'Helligkeit in der Nacht',
        unit: '%',
        hint: 'Eine Berührung bringt für eine Minute die des Tages.',
      },
      'kiosk.night_from': { label: 'Die Nacht beginnt' },
      'kiosk.night_until': { label: 'Die Nacht endet' },
      'kiosk.screen_blanking': { label: 'Bildschirm anlassen', hint: 'Sonst bestimmt der Desktop, wann er dunkel wird.' },
      'kiosk.hide_cursor': { label: 'Mauszeiger verbergen', hint: 'Bis sich eine Maus bewegt.' },
      'kiosk.on_screen_keyboard': { label: 'Tastatur auf dem Bildschirm', hint: 'Wenn ein Finger ein Textfeld berührt.' },
    },
  },
};
