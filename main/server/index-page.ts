import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import type { Config } from '../../shared/config.ts';
import { escapeMarkup } from '../system/escape-markup.ts';

/** From the page at this path to the root, whatever a proxy has put before it: addresses in the page are relative to that. */
function rootOf(path: string): string {
  return '../'.repeat(path.split('/').length - 2) || './';
}

/** With the cookies of a proxy that wants them, behind which the manifest is as well. */
const installationLinks = (name: string): string =>
  `<link rel="manifest" href="manifest.webmanifest" crossorigin="use-credentials" /><link rel="apple-touch-icon" href="icons/apple-touch-icon.png" /><meta name="apple-mobile-web-app-capable" content="yes" /><meta name="mobile-web-app-capable" content="yes" /><meta name="apple-mobile-web-app-title" content="${escapeMarkup(name)}" /><meta name="apple-mobile-web-app-status-bar-style" content="default" />`;

/**
 * The page of the user interface with what it needs before its first words: where
 * its addresses begin, the camera's name and its language. `status` is that of
 * the answer: who has come to an address where there is nothing gets the page
 * too, which says so and leads back.
 */
export function indexPage(
  rendererDirectory: string,
  server: () => Pick<Config['server'], 'name' | 'language'>,
  status: 200 | 404 = 200,
  file: 'index.html' | 'trust.html' = 'index.html',
): RequestHandler {
  const path = join(rendererDirectory, file);
  return async (request, response) => {
    const { name, language } = server();
    const page = await readFile(path, 'utf8');
    const facts = `<base href="${rootOf(request.path)}" /><title>${escapeMarkup(name)}</title><meta name="application-name" content="${escapeMarkup(name)}" /><meta name="petlog-language" content="${language}" />${installationLinks(name)}`;
    response.status(status).setHeader('Cache-Control', status === 200 ? 'no-cache' : 'no-store');
    response.type('html').send(page.replace(/<title>.*?<\/title>/, () => facts));
  };
}
