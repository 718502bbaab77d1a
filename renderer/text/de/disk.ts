import type { DiskWords } from '../en/disk.ts';

/** Words of the page about the disk, in German. */
export const diskWords: DiskWords = {
  full: (percent) => `${percent} voll`,
  free: (free, total) => `${free} von ${total} frei`,
  parts: {
    own: 'Von Hand aufgenommen',
    automatic: 'Automatisch aufgenommen',
    kept: 'Behalten',
    events: 'Bilder von Besuchen',
    rewind: 'Die letzten Minuten',
    other: 'Andere Dateien',
    free: 'Frei',
  },
  fit: (days) =>
    `So viel wie in den letzten Tagen aufgenommen wurde, passen Aufnahmen von ${days} darauf. Danach machen die ältesten den neuen Platz.`,
  days: (count, shown) => (count === 1 ? 'etwa 1 Tag' : `etwa ${shown} Tagen`),
  moreThanAYear: 'mehr als einem Jahr',
  lessThanADay: 'weniger als einem Tag',
  unknown: 'Für wie viele Tage der Platz reicht, zeigt sich, sobald es Aufnahmen eines ganzen Tages gibt.',
  few: 'Das ist wenig: Aufnahmen oder andere Dateien löschen, einen größeren Datenträger verwenden oder in den Einstellungen kürzere Zeiten wählen.',
  oldest: (when) => `Die älteste Aufnahme ist vom ${when}.`,
  first: 'Wird zuerst gelöscht',
  firstHint: 'Wird Platz gebraucht, gehen diese zuerst. Ein Stern behält eine Aufnahme für immer.',
  nothingFirst: 'Es kann nichts weichen: Alle Aufnahmen werden behalten.',
  recordings: 'Aufnahmen durchsehen',
  recordingsHint: 'Einige löschen oder die besten behalten',
  copies: 'Kopien anderswo',
  copiesHint: 'Auf einem NAS oder in einer Cloud, bevor hier etwas gelöscht wird',
};
