import type { rewindWords as english } from '../en/rewind.ts';

/** Words of looking back, in Italian. */
export const rewindWords: typeof english = {
  rewind: {
    region: 'Riavvolgimento',
    open: 'Riavvolgi',
    timeline: 'Linea temporale degli ultimi minuti',
    nothing: 'Ancora nulla da riavvolgere. Si riempie mentre la telecamera è in funzione.',
    live: 'Dal vivo',
    backToLive: 'Torna all’immagine dal vivo',
    now: 'Dal vivo',
    ago: (time, ago) => `${time}, ${ago} fa`,
    agoShort: (ago) => `−${ago}`,
    hint: 'Trascina indietro per vedere cos’è successo',
    save: 'Salva',
    savePart: 'Salva una parte come registrazione',
    saveThis: (duration) => `Salva ${duration}`,
    partStart: 'Inizio della parte',
    partEnd: 'Fine della parte',
    cancel: 'Annulla',
    saved: (name, duration) => `Salvato ${name} (${duration}).`,
    saveFailed: 'La parte non è stata salvata.',
    clipFailed: 'Quel momento non è più disponibile.',
    picture: (time) => `Immagine delle ${time}`,
    close: 'Chiudi',
    failed: (reason) => `Impossibile riavvolgere. ${reason}`,
  },
};
