import type { Locator } from '@playwright/test';
import type { Kiosk } from './kiosk.ts';
import type { PetLogProcessOptions } from './petlog-process.ts';

/** A camera that nobody has set up. */
export const isNew: PetLogProcessOptions = { dataFiles: {} };

export const setupOf = ({ page }: Kiosk): Locator => page.locator('petlog-setup');
/** The question that is asked. */
export const heading = (kiosk: Kiosk, title: string): Locator => setupOf(kiosk).getByRole('heading', { level: 1, name: title });
