/** Words of the live picture, in English. */
export const liveWords = {
  live: {
    options: 'Options',
    details: 'About the picture',
    quality: 'Picture',
    sharp: 'Sharp',
    light: 'Data saver',
    sharpHint: 'As large as the camera makes it',
    lightHint: 'Small pictures, for a slow network',
    way: 'How it is sent',
    ways: { auto: 'Automatic', webrtc: 'Real time', mse: 'Video', hls: 'Segments', mjpeg: 'Pictures' },
    behind: (seconds: string): string => `${seconds} s behind`,
    rate: (rate: string): string => `${rate} a second`,
    age: (seconds: string): string => `${seconds} s old`,
    photoSaved: 'Snapshot saved',
    offline: 'No connection to PetLog: the controls work again when it is back.',
    settingsOf: (name: string): string => `Settings of ${name}`,
  },
};
