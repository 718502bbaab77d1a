import { describe, expect, it } from 'vitest';
import { run, succeed } from '../../../package/programs.ts';

describe('a program of the package checks', () => {
  it('has its exit code and what it said', async () => {
    expect(await run('sh', ['-c', 'cat; echo no >&2; exit 3'], { input: 'yes' })).toEqual({ code: 3, output: 'yes', errors: 'no\n' });
    await expect(succeed('sh', ['-c', 'echo no; exit 3'])).rejects.toThrow('ended with exit code 3:\nno');
  });

  it('fails a check when it takes too long, instead of having found nothing', async () => {
    await expect(run('sleep', ['600'], { timeoutSeconds: 0.05 })).rejects.toThrow('sleep 600\ndid not end within 0.05 s.');
  });
});
