/** Words of talking through the speaker of a camera, in English. Loaded where a camera has one. */
export const talkWords = {
  talk: 'Talk',
  hint: 'Hold it while you talk, or tap it to begin and tap again to end.',
  microphone: 'Microphone',
  connecting: 'Connecting',
  talking: 'You are talking',
  stop: 'Stop talking',
  someone: (name: string): string => `${name} is talking`,
  somebody: 'Somebody is talking',
  ownScreen: 'Somebody is talking at the camera’s own screen',
  busy: 'Somebody else is talking; wait until that ends.',
  refused: 'This page may not use the microphone. Allow it in the settings of the browser, then press again.',
  noMicrophone: 'This device has no microphone.',
  microphoneFailed: 'The microphone cannot be used; another program may have it.',
  noConnection: 'The voice connection failed. The network may block it.',
  ended: 'You can no longer be heard.',
  insecure: 'Browsers allow the microphone only over a secure connection, so you cannot talk from here.',
  trust: 'Trust this camera',
};

export type TalkWords = typeof talkWords;
