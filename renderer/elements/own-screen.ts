import { nothing } from 'lit';

/** Whether this page is on the camera's own screen: nothing can be saved there, and nothing may lead out of it. */
export const isOwnScreen = (): boolean => window.petlog !== undefined;

/** What the browser's controls of a video leave out on the camera's own screen: the value of `controlslist`. */
export const omittedControls = (): string | typeof nothing => (isOwnScreen() ? 'nodownload noremoteplayback noplaybackrate' : nothing);
