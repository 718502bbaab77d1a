import type { RequestHandler } from 'express';
import type { Config } from '../../shared/config.ts';

/** What phones and desktops install (W3C, Web Application Manifest). Its addresses are relative to its own, so that a path before it does not matter. */
export function manifest(server: () => Pick<Config['server'], 'name' | 'language'>): RequestHandler {
  return (_request, response) => {
    const { name, language } = server();
    const icons = [192, 512].flatMap((size) => [
      { src: `icons/${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose: 'any' },
      { src: `icons/maskable-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose: 'maskable' },
    ]);
    response.setHeader('Cache-Control', 'no-cache');
    response.type('application/manifest+json').send(
      JSON.stringify({
        id: './',
        name,
        short_name: name,
        ...(language === 'auto' ? {} : { lang: language }),
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#f5f4f0',
        theme_color: '#0f6b62',
        icons,
      }),
    );
  };
}
