import type { DiskWords } from '../en/disk.ts';

/** Words of the page about the disk, in Italian. */
export const diskWords: DiskWords = {
  full: (percent) => `Pieno al ${percent}`,
  free: (free, total) => `${free} liberi su ${total}`,
  parts: {
    own: 'Registrato a mano',
    automatic: 'Registrato automaticamente',
    kept: 'Protette',
    events: 'Immagini delle visite',
    rewind: 'Gli ultimi minuti',
    other: 'Altri file',
    free: 'Libero',
  },
  fit: (days) => `Al ritmo degli ultimi giorni ci stanno registrazioni di ${days}. Poi le più vecchie fanno posto alle nuove.`,
  days: (count, shown) => (count === 1 ? 'circa 1 giorno' : `circa ${shown} giorni`),
  moreThanAYear: 'più di un anno',
  lessThanADay: 'meno di un giorno',
  unknown: 'Quanti giorni ci stanno si vedrà appena ci saranno registrazioni di un giorno intero.',
  few: 'È poco: eliminare registrazioni o altri file, usare un disco più grande o scegliere tempi più brevi nelle impostazioni.',
  oldest: (when) => `La registrazione più vecchia è del ${when}.`,
  first: 'Eliminate per prime',
  firstHint: 'Se serve spazio, queste vanno per prime. Una stella protegge una registrazione per sempre.',
  nothingFirst: 'Non si può eliminare nulla: tutte le registrazioni sono protette.',
  recordings: 'Scorrere le registrazioni',
  recordingsHint: 'Eliminarne alcune o proteggere le migliori',
  copies: 'Copie altrove',
  copiesHint: 'Su un NAS o in un cloud, prima che qui si elimini qualcosa',
};
