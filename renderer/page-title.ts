import { cameraName } from './page-facts.ts';
import type { Text } from './text/en.ts';
import { language, text } from './text/text.ts';

export type PageTitle = keyof Text['viewTitles'];

const isPageTitle = (name: string | undefined): name is PageTitle => name !== undefined && Object.hasOwn(text().viewTitles, name);

/** Says on the document which page it shows. */
export function namePage(page: PageTitle): void {
  document.documentElement.dataset['view'] = page;
  describePage();
}

/** Title and language of the document, which change with the language. */
export function describePage(): void {
  const page = document.documentElement.dataset['view'];
  document.documentElement.lang = language.language;
  if (isPageTitle(page)) {
    document.title = withCameraName(text().viewTitles[page]);
  }
}

/** The camera's own name in the place of the product's. */
function withCameraName(title: string): string {
  return title.replace(text().productName, () => cameraName() || text().productName);
}
