/** Of ALSA: a kind of device with the card that is meant, or a name that the configuration of ALSA knows. */
export const speakerNamePattern = /^(?:(?:plughw|hw|plug|sysdefault|dmix):[A-Za-z0-9_=,-]+|[A-Za-z][A-Za-z0-9_-]*)$/;
export const longestSpeakerName = 100;

/** Whether a text can be `camera.speaker`: `off`, `auto`, or a name of ALSA. */
export const isSpeakerName = (text: string): boolean => text.length <= longestSpeakerName && speakerNamePattern.test(text);
