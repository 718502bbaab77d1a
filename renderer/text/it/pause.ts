import type { Text } from '../en.ts';

/** Words of a camera that somebody stopped for a while, and of one that is always on, in Italian. */
export const pauseWords: Pick<Text, 'pause' | 'alwaysOn'> = {
  pause: {
    sentence: (who, since, until) =>
      `In pausa dalle ${since}${who === null ? '' : `, da ${who}`}${until === null ? '' : `, fino alle ${until}`}`,
    ownScreen: 'lo schermo della telecamera',
    ends: 'Riprende',
    forHour: 'Tra un’ora',
    untilMorning: 'Domattina',
    untilStarted: 'Quando la avvio io',
    watchHint: 'Premi «Riproduci» per rivedere l’immagine dal vivo.',
  },
  alwaysOn: {
    title: 'Telecamera sempre accesa, per poter riavvolgere?',
    text: 'La telecamera resta accesa e gli ultimi minuti si possono rivedere in qualsiasi momento. Consuma un po’ di corrente, e nulla esce da casa tua.',
    yes: 'Sì, sempre',
    no: 'Solo mentre qualcuno guarda',
    failed: 'Non è stato salvato.',
  },
};
