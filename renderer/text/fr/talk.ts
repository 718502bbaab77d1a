import type { TalkWords } from '../en/talk.ts';

/** Words of talking through the speaker of a camera, in French. */
export const talkWords: TalkWords = {
  talk: 'Parler',
  hint: 'Maintenez appuyé pour parler, ou touchez une fois pour commencer et encore une fois pour finir.',
  microphone: 'Micro',
  connecting: 'Connexion',
  talking: 'Vous parlez',
  stop: 'Cesser de parler',
  someone: (name: string): string => `${name} parle`,
  somebody: 'Quelqu’un parle',
  ownScreen: 'Quelqu’un parle depuis l’écran de la caméra',
  busy: 'Quelqu’un d’autre parle en ce moment ; attendez la fin.',
  refused: 'Cette page ne peut pas utiliser le micro. Autorisez-le dans les réglages du navigateur, puis appuyez de nouveau.',
  noMicrophone: 'Cet appareil n’a pas de micro.',
  microphoneFailed: 'Le micro ne peut pas être utilisé ; un autre programme l’utilise peut-être.',
  noConnection: 'Aucune connexion n’a pu être établie pour la voix. Le réseau la bloque peut-être.',
  ended: 'On ne vous entend plus.',
  insecure: 'Les navigateurs n’utilisent le micro que sur des pages sûres : vous ne pouvez pas parler d’ici.',
  trust: 'Faire confiance à cette caméra',
};
