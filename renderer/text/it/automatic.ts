import type { AutomaticWords } from '../en/automatic.ts';

/** Words about what is recorded by itself, in Italian. */
export const automaticWords: AutomaticWords = {
  heading: 'Registrazione automatica',
  headingOf: (camera) => `Registrazione automatica: ${camera}`,
  modes: { never: 'Niente', visits: 'Animali e persone', motion: 'Ciò che si muove', always: 'Tutto il tempo' },
  hints: {
    never: 'Si registra solo con il pulsante.',
    visits: 'Da poco prima che arrivino finché vanno via o riposano.',
    motion: 'Anche ciò che nessuno sa nominare, come una tenda al vento.',
    always: 'Tutti quelli nell’immagine, finché la telecamera è in funzione.',
  },
  needsNoticing: 'Il rilevamento è disattivato. Attiva «Rileva animali e persone».',
  who: 'Chi',
  labels: { cat: 'Gatti', dog: 'Cani', person: 'Persone' },
  where: 'Dove',
  whereHint: 'Senza scelta: ovunque.',
  days: 'Giorni',
  from: 'Dalle',
  until: 'Alle',
  untilHint: 'Due volte la stessa ora è il giorno intero.',
  after: { label: 'Continua dopo l’ultimo movimento', unit: 'secondi' },
  longest: { label: 'Registrazione più lunga', unit: 'minuti', hint: 'Ciò che continua è nella successiva.' },
  question: {
    title: 'Registrare automaticamente animali e persone?',
    text: 'Da poco prima che arrivino finché vanno via. Quando il disco si riempie, le più vecchie di queste vanno via per prime; le tue restano.',
    yes: 'Sì',
    no: 'No',
  },
};
