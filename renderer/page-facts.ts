import type { PetLogBridge } from '../shared/ipc.ts';

declare global {
  interface Window {
    /** Only in the kiosk window. */
    readonly petlog?: PetLogBridge;
  }
}

/** What the server wrote into the page for this camera; nothing where the page did not come from it. */
const factOf = (name: string): string | undefined => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

/** What the camera is called; empty where the page does not say. */
export const cameraName = (): string => factOf('application-name') ?? '';

/** The language that was chosen for the camera. It comes first on its own screen, and last in browsers. */
export function cameraLanguage(): { readonly language: string; readonly isFirst: boolean } | null {
  const language = factOf('petlog-language') ?? 'auto';
  return language === 'auto' ? null : { language, isFirst: window.petlog !== undefined };
}
