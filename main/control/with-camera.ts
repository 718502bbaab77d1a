import { mainCameraId } from '../../shared/main-camera-id.ts';

/** An address of the live picture; that of the main camera is as it always was. */
export const withCamera = (path: string, { cameraId }: { readonly cameraId: string }): string =>
  cameraId === mainCameraId ? path : `${path}?camera=${cameraId}`;
