/** Writes the reference pages of docs/ from the schemas. `--check` changes nothing and fails when a page is not what it should be. */
import { readFile, writeFile } from 'node:fs/promises';
import { configurationPage, exampleConfiguration } from './docs/configuration.ts';
import { errorsPage } from './docs/errors.ts';
import { eventsPage } from './docs/events.ts';
import { httpApiPage } from './docs/http-api.ts';

const pages: Readonly<Record<string, () => string>> = {
  'configuration.md': configurationPage,
  'config.example.yaml': exampleConfiguration,
  'http-api.md': httpApiPage,
  'errors.md': errorsPage,
  'events.md': eventsPage,
};

const onlyChecks = process.argv.includes('--check');
for (const [name, render] of Object.entries(pages)) {
  const path = new URL(`../docs/${name}`, import.meta.url);
  const text = render();
  if (!onlyChecks) {
    await writeFile(path, text);
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`docs/${name} is not what the schemas say; run "npm run docs" and commit it.`);
    process.exitCode = 1;
  }
}
