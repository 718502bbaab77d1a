import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../main/system/log.ts';
import type { Logger } from '../../../main/system/logger.ts';

async function logged(level: 'debug' | 'info' | 'warn' | 'error', readable: boolean, use: (logger: Logger) => void): Promise<string> {
  const output = new PassThrough();
  use(createLogger(level, output, readable));
  output.end();
  return text(output);
}

describe('createLogger', () => {
  it('writes one line of JSON for each message', async () => {
    const output = await logged('info', false, (logger) => {
      logger.info({ source: 'mock' }, 'The camera is live.');
      logger.warn({}, 'two\nlines');
    });
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { level: 'info', source: 'mock', msg: 'The camera is live.' },
      { level: 'warn', msg: 'two\nlines' },
    ]);
    expect(lines[0].time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('leaves out what is less important than its level', async () => {
    const output = await logged('warn', false, (logger) => {
      logger.debug({}, 'a');
      logger.info({}, 'b');
      logger.error({}, 'c');
    });
    expect(output).toMatch(/^\{.*"msg":"c"\}\n$/);
  });

  it('shows people time, level, message and fields', async () => {
    const output = await logged('info', true, (logger) =>
      logger.warn({ source: 'mock', reason: 'two words', count: 3 }, 'The camera is lost.'),
    );
    expect(output).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARN {2}The camera is lost\. source=mock reason="two words" count=3\n$/);
  });

  it.each([true, false])('shows errors with their stack', async (readable) => {
    const output = await logged('info', readable, (logger) =>
      logger.error({ err: new Error('boom', { cause: new Error('spark') }) }, 'Something broke.'),
    );
    expect(output).toContain('log.test.ts');
    expect(output).toContain('boom');
    expect(output).toContain('spark');
  });
});
