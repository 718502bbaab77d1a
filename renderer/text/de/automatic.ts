import type { AutomaticWords } from '../en/automatic.ts';

/** Words about what is recorded by itself, in German. */
export const automaticWords: AutomaticWords = {
  heading: 'Automatische Aufnahme',
  headingOf: (camera) => `Automatische Aufnahme: ${camera}`,
  modes: { never: 'Nichts', visits: 'Tiere und Menschen', motion: 'Was sich bewegt', always: 'Die ganze Zeit' },
  hints: {
    never: 'Aufgenommen wird nur mit der Taste.',
    visits: 'Von kurz vor ihrem Kommen, bis sie gehen oder ruhen.',
    motion: 'Auch was niemand benennen kann, etwa einen Vorhang im Wind.',
    always: 'Alle, die im Bild sind, solange die Kamera läuft.',
  },
  needsNoticing: 'Zurzeit wird nichts erkannt. Dafür „Tiere und Menschen erkennen“ einschalten.',
  who: 'Wen',
  labels: { cat: 'Katzen', dog: 'Hunde', person: 'Menschen' },
  where: 'Wo',
  whereHint: 'Ohne Auswahl: überall.',
  days: 'Tage',
  from: 'Von',
  until: 'Bis',
  untilHint: 'Zweimal dieselbe Zeit ist der ganze Tag.',
  after: { label: 'Weiter nach der letzten Bewegung', unit: 'Sekunden' },
  longest: { label: 'Längste Aufnahme', unit: 'Minuten', hint: 'Was weitergeht, ist in der nächsten.' },
  question: {
    title: 'Tiere und Menschen automatisch aufnehmen?',
    text: 'Von kurz vor ihrem Kommen, bis sie gegangen sind. Wird der Platz knapp, gehen die ältesten davon zuerst; selbst gemachte bleiben.',
    yes: 'Ja',
    no: 'Nein',
  },
};
