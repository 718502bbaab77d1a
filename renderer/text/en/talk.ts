/** Words of talking through the speaker of a camera, in English. Loaded where a camera has one. */
export const talkWords = {
  talk: 'Talk',
  hint: 'Hold it while you talk, or tap it to begin and tap again to end.',
  microphone: 'Microphone',
  connecting: 'Connecting',
  talking: 'You talk',
  stop: 'End talking',
  someone: (name: string): string => `${name} talks`,
  somebody: 'Somebody talks',
  ownScreen: 'Somebody talks at the camera’s own screen',
  busy: 'Somebody else is talking; wait until that ends.',
  refused: 'This page may not use the microphone. Allow it in the settings of the browser, then press again.',
  noMicrophone: 'This device has no microphone.',
  microphoneFailed: 'The microphone cannot be used; another program may have it.',
  noConnection: 'No connection for the voice came about. The network may block it.',
  ended: 'You are not heard any more.',
  insecure: 'Browsers use the microphone on safe pages alone, so that you cannot talk from here.',
  trust: 'Trust this camera',
};

export type TalkWords = typeof talkWords;
