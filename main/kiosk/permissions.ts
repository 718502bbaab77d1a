import type { Session } from 'electron';
import { isSamePage } from './navigation.ts';

/**
 * What the kiosk's page may have of the machine: the microphone, to talk through the speaker of a camera where one has any, and
 * nothing else; no camera, as PetLog itself has that. Nobody else may have anything, not even a frame in that page.
 *
 * @param hasSpeaker whether there is anything to talk through, asked each time
 */
export function limitPermissions(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>,
  page: string,
  hasSpeaker: () => boolean,
): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const { mediaTypes } = details as { readonly mediaTypes?: readonly string[] };
    const isMicrophone = permission === 'media' && mediaTypes?.length === 1 && mediaTypes[0] === 'audio';
    decide(isMicrophone && hasSpeaker() && details.isMainFrame && isSamePage(details.requestingUrl, page));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType, isMainFrame, requestingUrl }) => {
    const isMicrophone = permission === 'media' && mediaType === 'audio';
    const isOwn = URL.canParse(origin) && new URL(origin).origin === new URL(page).origin;
    return isMicrophone && hasSpeaker() && isMainFrame && isOwn && (requestingUrl === undefined || isSamePage(requestingUrl, page));
  });
  session.setDevicePermissionHandler(() => false);
}
