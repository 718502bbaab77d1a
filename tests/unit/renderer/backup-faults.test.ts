import { describe, expect, it } from 'vitest';
import { faults as german } from '../../../renderer/backup/words/faults-de.ts';
import { faults as spanish } from '../../../renderer/backup/words/faults-es.ts';
import { faults as french } from '../../../renderer/backup/words/faults-fr.ts';
import { faults as italian } from '../../../renderer/backup/words/faults-it.ts';
import { faults as japanese } from '../../../renderer/backup/words/faults-ja.ts';
import { backupFaultCodes, sentenceOfFault, translateFault } from '../../../shared/backup-faults.ts';

const parameters = { words: 'such words', said: '404, NoSuchKey', count: '3' };
const filled = (sentence: string): string => sentence.replace(/\{(\w+)\}/g, (_, name: 'words' | 'said' | 'count') => parameters[name]);

describe.each(Object.entries({ german, spanish, french, italian, japanese }))('%s', (_language, words) => {
  it.each(backupFaultCodes)('says %s, with its values', (code) => {
    expect(translateFault(sentenceOfFault(code, parameters), words)).toBe(filled(words[code]));
  });

  it('leaves what somebody else says', () => {
    expect(translateFault('Quota of anna is used up.', words)).toBe('Quota of anna is used up.');
  });
});
