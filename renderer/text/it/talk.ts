import type { TalkWords } from '../en/talk.ts';

/** Words of talking through the speaker of a camera, in Italian. */
export const talkWords: TalkWords = {
  talk: 'Parla',
  hint: 'Tieni premuto mentre parli, oppure tocca per iniziare e di nuovo per finire.',
  microphone: 'Microfono',
  connecting: 'Connessione',
  talking: 'Stai parlando',
  stop: 'Smetti di parlare',
  someone: (name: string): string => `${name} parla`,
  somebody: 'Qualcuno parla',
  ownScreen: 'Qualcuno parla dallo schermo della telecamera',
  busy: 'Sta parlando un’altra persona; aspetta che finisca.',
  refused: 'Questa pagina non può usare il microfono. Consentilo nelle impostazioni del browser, poi premi di nuovo.',
  noMicrophone: 'Questo dispositivo non ha un microfono.',
  microphoneFailed: 'Il microfono non si può usare; forse lo usa un altro programma.',
  noConnection: 'La connessione per la voce non è riuscita. Forse la rete la blocca.',
  ended: 'Non ti si sente più.',
  insecure: 'I browser usano il microfono solo su pagine sicure: da qui non si può parlare.',
  trust: 'Fidarsi di questa telecamera',
};
