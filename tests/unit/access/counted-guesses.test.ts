import { expect, it } from 'vitest';
import { CountedGuesses } from '../../../main/access/counted-guesses.ts';

it('knows a guess by what was guessed and by whom', () => {
  const guesses = new CountedGuesses();
  guesses.add('address:192.168.1.5', 'petlog_old');
  expect(guesses.has('address:192.168.1.5', 'petlog_old')).toBe(true);
  expect(guesses.has('address:192.168.1.5', 'petlog_other')).toBe(false);
  expect(guesses.has('address:192.168.1.6', 'petlog_old')).toBe(false);
});

it('keeps what is shown again and again, and forgets the others', () => {
  const guesses = new CountedGuesses();
  guesses.add('address:192.168.1.5', 'polled');
  guesses.add('address:192.168.1.5', 'once');
  for (let index = 0; index < 999; index += 1) {
    expect(guesses.has('address:192.168.1.5', 'polled')).toBe(true);
    guesses.add('address:10.0.0.1', String(index));
  }
  expect(guesses.has('address:192.168.1.5', 'polled')).toBe(true);
  expect(guesses.has('address:192.168.1.5', 'once')).toBe(false);
});
