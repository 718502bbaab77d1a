import { PetLogError } from '../../shared/errors.ts';
import type { CameraRegistry, CameraViewer } from '../camera/camera-registry.ts';

/**
 * The camera whose past somebody asks for: one that is there, or that was removed and left something. One that they may not
 * see is not there.
 *
 * @param hasLeft whether there is anything of a camera
 * @throws PetLogError `camera_not_found`
 */
export function listedCamera(
  cameras: Pick<CameraRegistry, 'visibleTo' | 'mayWatch'>,
  viewer: CameraViewer,
  cameraId: string,
  hasLeft: (cameraId: string) => boolean,
): string {
  const isThere = cameras.visibleTo(viewer).some((camera) => camera.cameraId === cameraId);
  if (!isThere && !(cameras.mayWatch(viewer, cameraId) && hasLeft(cameraId))) {
    throw new PetLogError('camera_not_found', { id: cameraId });
  }
  return cameraId;
}
