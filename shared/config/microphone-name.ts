/** Of ALSA: a kind of device with the card that is meant, or a name that the configuration of ALSA knows. */
export const microphoneNamePattern = /^(?:(?:plughw|hw|plug|sysdefault|dsnoop):[A-Za-z0-9_=,-]+|[A-Za-z][A-Za-z0-9_-]*)$/;
export const longestMicrophoneName = 100;

/** Whether a text can be `camera.microphone`: `auto`, or a name of ALSA. */
export const isMicrophoneName = (text: string): boolean => text.length <= longestMicrophoneName && microphoneNamePattern.test(text);
