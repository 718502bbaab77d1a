import type { TalkWords } from '../en/talk.ts';

/** Words of talking through the speaker of a camera, in Spanish. */
export const talkWords: TalkWords = {
  talk: 'Hablar',
  hint: 'Mantenlo pulsado mientras hablas, o tócalo para empezar y otra vez para terminar.',
  microphone: 'Micrófono',
  connecting: 'Conectando',
  talking: 'Estás hablando',
  stop: 'Dejar de hablar',
  someone: (name: string): string => `${name} habla`,
  somebody: 'Alguien habla',
  ownScreen: 'Alguien habla en la pantalla de la cámara',
  busy: 'Otra persona está hablando; espera a que termine.',
  refused: 'Esta página no puede usar el micrófono. Permítelo en los ajustes del navegador y pulsa otra vez.',
  noMicrophone: 'Este dispositivo no tiene micrófono.',
  microphoneFailed: 'No se puede usar el micrófono; quizá lo tenga otro programa.',
  noConnection: 'No se pudo establecer la conexión para la voz. Quizá la red la bloquee.',
  ended: 'Ya no se te oye.',
  insecure: 'Los navegadores solo usan el micrófono en páginas seguras, así que desde aquí no se puede hablar.',
  trust: 'Confiar en esta cámara',
};
