import { describe, expect, test } from 'vitest';
import { describeError } from '../../../renderer/state/error-words.ts';
import { describeFailure } from '../../../renderer/state/descriptions.ts';
import { de } from '../../../renderer/text/de.ts';
import { en } from '../../../renderer/text/en.ts';
import { CallError } from '../../../renderer/transport/petlog-client.ts';
import { errorCodes, PetLogError, sentenceOf } from '../../../shared/errors.ts';

describe('an error of PetLog', () => {
  test('is told in the language of the reader, with its values', () => {
    const error = new PetLogError('storage_full', { freeMegabytes: 12, path: '/var/lib/(a) disk', minimumMegabytes: 500 });
    expect(describeError(error.code, error.message, de)).toMatch(
      /^Auf dem Datenträger von \/var\/lib\/\(a\) disk sind nur 12 MB frei, weniger als die Reserve von 500 MB\./,
    );
    expect(describeFailure(new CallError(error.code, error.message), de)).toBe(describeError(error.code, error.message, de));
  });

  test('keeps a reason of several sentences', () => {
    const error = new PetLogError('camera_unavailable', { reason: 'the cable is loose.\nLook at it: "now" (soon)' });
    expect(describeError(error.code, error.message, de)).toBe(
      'Die Kamera ist nicht verfügbar: the cable is loose.\nLook at it: "now" (soon).',
    );
  });

  test.each(errorCodes)('%s finds its values again', (code) => {
    const names = [...sentenceOf(code).matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const error = new PetLogError(code, Object.fromEntries(names.map((name) => [name, `value of ${name}`])));
    const words = { ...en, errors: { ...de.errors, [code]: names.map((name) => `{${name}}`).join('|') } };
    expect(describeError(code, error.message, words)).toBe(names.map((name) => `value of ${name}`).join('|'));
  });

  test('stays as it is in English, without a translation, and where it says something of its own', () => {
    const { message } = new PetLogError('wrong_pin');
    expect(describeError('wrong_pin', message, en)).toBe(message);
    expect(describeError('invalid_input', 'fps: 99 is too much.', de)).toBe('fps: 99 is too much.');
    expect(describeError('wrong_pin', 'Not that one.', de)).toBe('Not that one.');
    expect(describeError('toString', 'Something new.', de)).toBe('Something new.');
  });
});
