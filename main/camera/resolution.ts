import type { CameraState } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';

interface ShownCamera {
  readonly state: CameraState;
  readonly lastFrame: { readonly widthPixels: number; readonly heightPixels: number } | null;
}

/** Width and height of what the camera gives, or is asked for while it gives nothing. */
export const resolutionOf = (
  { state, lastFrame }: ShownCamera,
  settings: Pick<Config['camera'], 'resolution'>,
): [widthPixels: number, heightPixels: number] =>
  state !== 'stopped' && lastFrame !== null ? [lastFrame.widthPixels, lastFrame.heightPixels] : settings.resolution;
