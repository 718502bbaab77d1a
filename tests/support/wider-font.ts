import type { Page } from '@playwright/test';

/** Of the widest of the fonts that systems write in. */
const widthPercent = 104;

/** Has every page that is opened from now on written wider than any system does it: what fits then fits by no luck of the font. */
export async function writeWider(page: Page): Promise<void> {
  await page.addInitScript((percent) => {
    const face = (weights: string, names: readonly string[]): string =>
      `@font-face {
        font-family: wider;
        font-weight: ${weights};
        src: ${names.map((name) => `local("${name}")`).join(', ')};
        size-adjust: ${percent}%;
      }`;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `${face('100 599', ['DejaVu Sans', 'Verdana', 'Noto Sans'])}
       ${face('600 900', ['DejaVu Sans Bold', 'Verdana Bold', 'Noto Sans Bold'])}
       :root { font-family: wider, system-ui, sans-serif }`,
    );
    document.adoptedStyleSheets.push(sheet);
  }, widthPercent);
}
