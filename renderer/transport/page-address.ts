import { mainCameraId } from '../../shared/main-camera-id.ts';

/** Address of a path of the server (`/recordings/1`) under the path where this page was served, which a proxy may have moved. */
export function pageAddress(path: string): URL {
  return new URL(path.replace(/^\//, '') || '.', document.baseURI);
}

/** Address of a path that is one camera's. */
export function cameraAddress(path: string, cameraId = mainCameraId): URL {
  const address = pageAddress(path);
  if (cameraId !== mainCameraId) {
    address.searchParams.set('camera', cameraId);
  }
  return address;
}

/** Address of a recording, or of one of its pictures. By its id, because the addresses in answers hold where the server believes the page to be. */
export function recordingAddress(recordingId: string, picture?: 'thumbnail' | 'preview'): URL {
  return pageAddress(`/recordings/${encodeURIComponent(recordingId)}${picture === undefined ? '' : `/${picture}`}`);
}
