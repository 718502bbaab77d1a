import type { cameraWords as english } from '../en/cameras.ts';

/** Words of cameras, in German. */
export const cameraWords: typeof english = {
  cameras: {
    all: 'Alle Kameras',
    open: 'Kameras',
    title: 'Kameras',
    back: 'Zurück',
    loading: 'Wird geladen …',
    again: 'Noch einmal',
    gone: (name: string): string => `Die Kamera „${name}“ gibt es nicht mehr.`,
    close: 'Schließen',
    cancel: 'Abbrechen',
    name: 'Name',
    nameMissing: 'Geben Sie ihr einen Namen.',
    rename: (name: string): string => `${name} umbenennen`,
    renameTitle: 'Name der Kamera',
    saveName: 'Speichern',
    moveUp: (name: string): string => `${name} nach oben`,
    moveDown: (name: string): string => `${name} nach unten`,
    remove: (name: string): string => `${name} entfernen`,
    enabled: (name: string): string => `${name} ist eingeschaltet`,
    removing: (name: string): string => `${name} wird entfernt.`,
    states: { live: 'Live', lost: 'Kein Bild', starting: 'Startet …', privacy: 'Privat', stopped: 'Angehalten', disabled: 'Ausgeschaltet' },
    failed: {
      list: (reason: string): string => `Die Kameras konnten nicht geladen werden. ${reason}`,
      change: (reason: string): string => `Das wurde nicht geändert. ${reason}`,
      remove: (reason: string): string => `Die Kamera wurde nicht entfernt. ${reason}`,
    },
  },
};
