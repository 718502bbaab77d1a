import { createHash } from 'node:crypto';
import type { Language } from '../../../shared/languages.ts';
import { escapeMarkup } from '../../system/escape-markup.ts';
import { shareWords } from './share-words.ts';

const style = `
:root { color-scheme: light dark; --ground: #f5f4f0; --ink: #1c1e1d; --quiet: #5b5f5c; --accent: #0f6b62; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ground: #111413; --ink: #ecebe6; --quiet: #a5aaa6; --accent: #6fd0c3; --on-accent: #06211e; } }
* { box-sizing: border-box; }
body { margin: 0; padding: max(16px, env(safe-area-inset-top)) 16px 24px; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { width: min(100%, 960px); margin: 0 auto; }
h1 { margin: 8px 0 4px; font-size: 1.25rem; overflow-wrap: anywhere; }
p { margin: 0 0 16px; color: var(--quiet); }
video { display: block; width: 100%; max-height: 70vh; background: #000; border-radius: 14px; margin-bottom: 16px; }
a { display: inline-flex; align-items: center; min-height: 48px; padding: 8px 20px; border-radius: 10px; background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; }
a:focus-visible, video:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
`;

/** This page has one style, one video, one picture and the sign of PetLog; nothing else is loaded or run, and nothing is told to anybody. */
export const sharePageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
  'Cache-Control': 'no-store',
};

interface ShownClip {
  /** Empty where it has no name. */
  readonly name: string;
  readonly recordedAtMilliseconds: number;
  readonly durationSeconds: number;
  readonly expiresAtMilliseconds: number;
  readonly hasPicture: boolean;
  /** Behind the page's own address. */
  readonly secret: string;
  readonly filename: string;
}

function page(language: Language, title: string, content: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="../../icons/192.png">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body><main>
${content}
</main></body>
</html>
`;
}

/** What somebody with a link sees: a clip, and until when. Works without scripts. */
export function clipPage(clip: ShownClip, language: Language): string {
  const words = shareWords[language];
  const time = (milliseconds: number): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(milliseconds));
  const recordedAt = time(clip.recordedAtMilliseconds);
  const title = clip.name === '' ? recordedAt : clip.name;
  const address = `./${encodeURIComponent(clip.secret)}`;
  const poster = clip.hasPicture ? ` poster="${address}/picture"` : '';
  return page(
    language,
    title,
    `<h1>${escapeMarkup(title)}</h1>
<p>${escapeMarkup(clip.name === '' ? words.length(Math.round(clip.durationSeconds)) : `${recordedAt} · ${words.length(Math.round(clip.durationSeconds))}`)}</p>
<video src="${address}/video" controls playsinline preload="metadata"${poster} aria-label="${escapeMarkup(words.video)}"></video>
<p><a href="${address}/video?download=1" download="${escapeMarkup(clip.filename)}">${escapeMarkup(words.download)}</a></p>
<p>${escapeMarkup(words.until(time(clip.expiresAtMilliseconds)))}</p>`,
  );
}

/** For a link that has ended, and for one that never was: the two cannot be told apart. */
export function endedPage(language: Language): string {
  const words = shareWords[language];
  return page(language, words.ended, `<h1>${escapeMarkup(words.ended)}</h1>\n<p>${escapeMarkup(words.endedHint)}</p>`);
}
