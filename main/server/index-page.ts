import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import type { Config } from '../../shared/config.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? character);

/** The page of the user interface with what it needs before its first words: the camera's name and its language. */
export function indexPage(rendererDirectory: string, server: () => Pick<Config['server'], 'name' | 'language'>): RequestHandler {
  const path = join(rendererDirectory, 'index.html');
  return async (_request, response) => {
    const { name, language } = server();
    const page = await readFile(path, 'utf8');
    const facts = `<title>${escape(name)}</title><meta name="application-name" content="${escape(name)}" /><meta name="petlog-language" content="${language}" />`;
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html').send(page.replace(/<title>.*?<\/title>/, () => facts));
  };
}
