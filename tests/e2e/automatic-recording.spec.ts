/** What is recorded by itself: asked once, and chosen in plain words. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Config } from '../../shared/config.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { test } from '../support/dashboard.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('an older PetLog asks once, and what is recorded is chosen beside what is noticed', async ({ start, page }) => {
  await using directory = await temporaryDirectory();
  const dataDirectory = join(directory.path, 'data');
  await mkdir(join(dataDirectory, 'recordings'), { recursive: true, mode: 0o750 });
  const file = join(directory.path, 'config.yaml');
  await writeFile(file, JSON.stringify({ detection: { enabled: true } }));
  const { url } = await start({ dataDirectory, arguments: ['--config', file] });
  const recording = async (): Promise<Config['recording']> => ((await (await fetch(`${url}/settings`)).json()) as Config).recording;

  await page.goto(`${url}/app/activity`);
  const question = page.getByRole('region', { name: 'Record pets and people automatically?' });
  await expect(question).toBeVisible();
  expect(await accessibilityViolations(page)).toEqual([]);
  await question.getByRole('button', { name: 'Yes' }).click();
  await expect(question).toBeHidden();
  expect((await recording()).automatic).toBe('visits');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
  await expect(question).toBeHidden();

  await page.goto(`${url}/app/more/pets`);
  const form = page.locator('petlog-automatic-form');
  await expect(form.getByRole('button', { name: 'Pets and people' })).toHaveAttribute('aria-pressed', 'true');
  await form.getByRole('button', { name: 'Dogs' }).click();
  await form.getByRole('button', { name: 'Bowl' }).click();
  const saved = async (): Promise<object> => {
    const { camera, recording: common } = (await (await fetch(`${url}/settings`)).json()) as Config;
    const { automatic, automatic_labels: labels, automatic_places: places } = { ...common, ...camera.recording };
    return { automatic, labels, places };
  };
  await expect.poll(saved).toEqual({ automatic: 'visits', labels: ['cat', 'person'], places: ['bowl'] });
  expect(await overflowingTexts(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);
  await form.getByRole('button', { name: 'Anything that moves' }).click();
  await expect(form.getByRole('button', { name: 'Cats' })).toBeHidden();
  await expect.poll(saved).toMatchObject({ automatic: 'motion' });
  await form.getByRole('button', { name: 'Nothing' }).click();
  await expect(form.getByText('Longest recording')).toBeHidden();
  await expect.poll(saved).toMatchObject({ automatic: 'never' });
});
