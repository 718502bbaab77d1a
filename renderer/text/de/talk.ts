import type { TalkWords } from '../en/talk.ts';

/** Words of talking through the speaker of a camera, in German. */
export const talkWords: TalkWords = {
  talk: 'Sprechen',
  hint: 'Beim Sprechen gedrückt halten, oder einmal tippen zum Beginnen und noch einmal zum Beenden.',
  microphone: 'Mikrofon',
  connecting: 'Verbinden',
  talking: 'Mikrofon an',
  stop: 'Sprechen beenden',
  someone: (name: string): string => `${name} spricht`,
  somebody: 'Jemand spricht',
  ownScreen: 'Jemand spricht am Bildschirm der Kamera',
  busy: 'Jemand anderes spricht gerade. Warten, bis das vorbei ist.',
  refused: 'Diese Seite darf das Mikrofon nicht benutzen. In den Einstellungen des Browsers erlauben, dann noch einmal drücken.',
  noMicrophone: 'Dieses Gerät hat kein Mikrofon.',
  microphoneFailed: 'Das Mikrofon lässt sich nicht benutzen; vielleicht hat es ein anderes Programm.',
  noConnection: 'Für die Stimme kam keine Verbindung zustande. Vielleicht sperrt sie das Netz.',
  ended: 'Hier ist niemand mehr zu hören.',
  insecure: 'Browser benutzen das Mikrofon nur auf sicheren Seiten, deshalb geht es von hier nicht.',
  trust: 'Dieser Kamera vertrauen',
};
