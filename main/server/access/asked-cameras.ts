import type { Request } from 'express';
import { z } from 'zod';
import { mainCameraId } from '../../../shared/main-camera-id.ts';
import type { RawRoute } from '../../../shared/routes/route.ts';
import type { ServedCameras } from '../../access/permissions.ts';

/** In place of a camera's id. */
const allCameras = 'all';

/** Of which cameras an answer is that lasts, by the parameters that the route takes. */
export function askedCameras(
  route: RawRoute,
  request: Request,
  cameraOfRecording: (recordingId: string) => string | null,
  cameraOfEvent: (eventId: string) => string | null,
): ServedCameras {
  const parameters = route.input instanceof z.ZodObject ? Object.keys(route.input.shape) : [];
  const { camera = mainCameraId, cameras } = request.query;
  if (route.contentType === 'text/event-stream') {
    return 'all'; // it tells of every camera
  }
  if (parameters.includes('cameras')) {
    return typeof cameras === 'string' ? cameras.split(',') : 'all';
  }
  if (parameters.includes('camera')) {
    return typeof camera === 'string' && camera !== allCameras ? [camera] : 'all';
  }
  const id = String(request.params['id']);
  const cameraId = route.path.startsWith('/recordings/:id')
    ? cameraOfRecording(id)
    : route.path.startsWith('/events/:id')
      ? cameraOfEvent(id)
      : null;
  return cameraId === null ? [] : [cameraId];
}
