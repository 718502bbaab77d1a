import type { rewindWords as english } from '../en/rewind.ts';

/** Words of looking back, in German. */
export const rewindWords: typeof english = {
  rewind: {
    region: 'Rückblick',
    open: 'Rückblick',
    timeline: 'Zeitleiste der letzten Minuten',
    nothing: 'Noch nichts zum Zurückblicken. Es sammelt sich, während die Kamera läuft.',
    live: 'Live',
    backToLive: 'Zurück zum Livebild',
    now: 'Live',
    ago: (time, ago) => `${time}, vor ${ago}`,
    agoShort: (ago) => `−${ago}`,
    hint: 'Zurückziehen, um zu sehen, was geschah',
    save: 'Speichern',
    savePart: 'Einen Teil als Aufnahme speichern',
    saveThis: (duration) => `${duration} speichern`,
    partStart: 'Anfang des Teils',
    partEnd: 'Ende des Teils',
    cancel: 'Abbrechen',
    saved: (name, duration) => `${name} gespeichert (${duration}).`,
    saveFailed: 'Der Teil wurde nicht gespeichert.',
    clipFailed: 'Dieser Moment lässt sich nicht mehr zeigen.',
    picture: (time) => `Das Bild von ${time}`,
    close: 'Schließen',
    failed: (reason) => `Der Rückblick ist nicht möglich. ${reason}`,
  },
};
