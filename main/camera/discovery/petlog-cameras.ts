import { z } from 'zod';
import { CameraId } from '../../../shared/camera-id.ts';
import { mainCameraId } from '../../../shared/main-camera-id.ts';
import type { EnteredAddresses } from '../../network/entered-address.ts';
import { requestEntered } from '../../network/entered-request.ts';
import { plainName } from './onvif-probe.ts';

/** A camera of another PetLog. */
export interface CameraOfPetLog {
  /** Null for the one that is meant where none is named. */
  readonly cameraId: string | null;
  readonly cameraName: string;
}

/** As much of `GET /cameras` as is used, of any version. */
const Cameras = z.object({
  cameras: z.array(z.object({ camera_id: z.string(), name: z.string(), source: z.string(), enabled: z.boolean() })),
});
const mostBytes = 256 * 1024;
/** No home has more. */
const mostCameras = 32;

/**
 * The cameras of another PetLog, but for those that it has from a third one, or
 * from us. Never rejects.
 *
 * @returns null where it lets nobody look who is not known to it
 */
export async function camerasOfPetLog(
  url: string,
  { addresses, signal }: { addresses: Pick<EnteredAddresses, 'resolve'>; signal: AbortSignal },
): Promise<CameraOfPetLog[] | null> {
  try {
    const answer = await requestEntered(addresses, { url: `${url}/cameras`, headers: { Accept: 'application/json' }, signal });
    if (answer.statusCode !== 200) {
      answer.destroy();
      return null;
    }
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) {
      text += String(chunk);
      if (text.length > mostBytes) {
        return null;
      }
    }
    return Cameras.parse(JSON.parse(text))
      .cameras.filter(
        ({ camera_id: id, source, enabled }) => enabled && source !== 'petlog' && (id === mainCameraId || CameraId.safeParse(id).success),
      )
      .slice(0, mostCameras)
      .map(({ camera_id: id, name }) => ({ cameraId: id === mainCameraId ? null : id, cameraName: plainName(name) }));
  } catch {
    return null;
  }
}
