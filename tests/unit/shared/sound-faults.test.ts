import { describe, expect, test } from 'vitest';
import { describeSoundError, describeSoundFault } from '../../../renderer/state/sound-fault-words.ts';
import { soundFaultWordTables } from '../../../renderer/text/sound-fault-word-tables.ts';
import { audioOf } from '../../../main/capture-process/rtsp/audio-media.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { sentencesOfSoundFault, soundFaultCodes, soundFaultOf } from '../../../shared/sound-faults.ts';
import { textTables } from '../../support/text-tables.ts';

const filled = (sentence: string): string => sentence.replace(/\{(\w+)\}/g, (_, name: string) => `plughw:CARD=${name},DEV=0`);

describe('a reason why nothing is heard', () => {
  test.each(soundFaultCodes.flatMap((code) => sentencesOfSoundFault(code).map((sentence) => [code, sentence] as const)))(
    'finds its code and values: %s, "%s"',
    (code, sentence) => {
      const names = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      const parameters = Object.fromEntries(names.map((name) => [name, `plughw:CARD=${name},DEV=0`]));
      expect(soundFaultOf(filled(sentence))).toEqual({ code, parameters });
    },
  );

  test('is found as cameras on the network have it', () => {
    const base = {
      kind: 'audio',
      isSent: true,
      payloadType: 97,
      clockRate: 8000,
      channels: 1,
      control: null,
      parameters: new Map(),
    } as const;
    const codeOf = (...media: Parameters<typeof audioOf>[0]): string | undefined => {
      const choice = audioOf(media);
      return 'problem' in choice ? soundFaultOf(`the camera ${choice.problem}`)?.code : undefined;
    };
    expect(codeOf()).toBe('camera_without_sound');
    expect(codeOf({ ...base, encoding: 'G722' })).toBe('camera_sound_unusable');
    expect(codeOf({ ...base, encoding: 'PCMU', channels: 6 })).toBe('camera_sound_unusable');
    expect(codeOf({ ...base, encoding: 'MPEG4-GENERIC' })).toBe('camera_aac_unusable');
  });
});

describe.each(Object.entries(soundFaultWordTables))('words in %s', (language, table) => {
  test('say every reason, and need no value that a sentence does not have', async () => {
    const words = await table();
    const text = textTables[language as keyof typeof textTables];
    for (const sentence of soundFaultCodes.flatMap(sentencesOfSoundFault).map(filled)) {
      const told = describeSoundFault(sentence, text, words);
      expect(told, sentence).not.toMatch(/[{}]|[?.。]$/);
      expect(told === sentence, sentence).toBe(language === 'en');
    }
  });
});

test('an error is told in the language of the reader, with its reason', async () => {
  const words = await soundFaultWordTables.de();
  const said = (reason: string): string => {
    const { code, message } = new PetLogError('microphone_unavailable', { reason });
    return describeSoundError(code, message, textTables.de, words);
  };
  expect(said('there is no microphone hw:1')).toBe('Es ist nichts zu hören: Das Mikrofon hw:1 wurde nicht gefunden.');
  // As with its picture.
  expect(said('the camera refuses the connection: nothing listens at that port')).toBe(
    'Es ist nichts zu hören: Die Kamera lehnt die Verbindung ab. Den Port in ihrer Adresse prüfen.',
  );
  expect(said('strange things')).toBe('Es ist nichts zu hören: strange things.');
});
