import { describe, expect, test } from 'vitest';
import { describeLoss } from '../../../renderer/state/loss-words.ts';
import { connectionFault, missingCredentials, RemoteFault, wrongCredentials } from '../../../main/remote/remote-fault.ts';
import { describeEnd } from '../../../main/system/child-program.ts';
import { cameraLossCodes, cameraLossOf, sentencesOfLoss } from '../../../shared/camera-loss.ts';
import { textTables } from '../../support/text-tables.ts';

const ownCodes = cameraLossCodes.filter((code) => code !== 'other');
const valueOf = (name: string): string => (name === 'objection' ? 'of another name' : `a value (of ${name}) [1.2]`);

describe('a sentence about a loss', () => {
  test.each(ownCodes.flatMap((code) => sentencesOfLoss(code).map((sentence) => [code, sentence] as const)))(
    'finds its code and values: %s, "%s"',
    (code, sentence) => {
      const names = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      const parameters = Object.fromEntries(names.map((name) => [name, valueOf(name)]));
      expect(cameraLossOf(sentence.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(name)))).toEqual({ code, parameters });
    },
  );

  test('is found as the parts of PetLog say it', () => {
    const fault = (code: string): RemoteFault => connectionFault(Object.assign(new Error('x'), { code }));
    const end = { startError: null, exitCode: 1, signal: null, lastLines: ['ERROR: the sensor is missing'] };
    expect([
      cameraLossOf(fault('ECONNREFUSED').about('the camera at 192.168.1.20:554')),
      cameraLossOf(fault('EHOSTUNREACH').about('the camera')).code,
      cameraLossOf(fault('ESTRANGE').about('the camera')),
      cameraLossOf(new RemoteFault(wrongCredentials).about('the camera')).code,
      cameraLossOf(new RemoteFault(missingCredentials).about('the camera')).code,
      cameraLossOf(`rpicam-vid ${describeEnd(end)}`),
      cameraLossOf(`rpicam-vid ${describeEnd({ ...end, exitCode: null, signal: 'SIGKILL', lastLines: [] })}`),
      cameraLossOf(`the mock camera ${describeEnd({ ...end, startError: Object.assign(new Error('x'), { code: 'ENOENT' }) })}`).code,
    ]).toEqual([
      { code: 'connection_refused', parameters: { who: 'the camera at 192.168.1.20:554' } },
      'unreachable',
      { code: 'unreachable', parameters: { who: 'the camera', error: 'ESTRANGE' } },
      'wrong_credentials',
      'missing_credentials',
      { code: 'program_ended', parameters: { who: 'rpicam-vid', exit_code: '1', words: 'ERROR: the sensor is missing' } },
      { code: 'program_killed', parameters: { who: 'rpicam-vid', signal: 'SIGKILL' } },
      'program_not_started',
    ]);
  });

  test('of somebody else stays as it is', () => {
    expect(cameraLossOf('strange things')).toEqual({ code: 'other', parameters: { words: 'strange things' } });
    expect(describeLoss('strange things', textTables.de)).toBe('strange things');
  });
});

describe.each(Object.entries(textTables))('words in %s', (_, words) => {
  test('need no value that a sentence does not have', () => {
    for (const code of ownCodes) {
      for (const sentence of sentencesOfLoss(code)) {
        const told = describeLoss(
          sentence.replace(/\{(\w+)\}/g, (__, name: string) => valueOf(name)),
          words,
        );
        expect(told, `${code}: ${sentence}`).not.toMatch(/[{}]|\?$/);
      }
    }
  });
});
