/** Whether alerts come to this browser, and if not, why. */
export type PushState =
  /** Browsers take them only over a secure connection. */
  | 'insecure'
  /** On iPhones and iPads only the app on the home screen takes them. */
  | 'apple'
  | 'unsupported'
  /** A person said no, which only the settings of the browser can change. */
  | 'denied'
  | 'off'
  | 'on';

interface PushSurroundings {
  readonly isSecure: boolean;
  readonly takesPush: boolean;
  /** Safari on a phone or tablet that shows PetLog as a page. */
  readonly isApplePage: boolean;
  readonly permission: NotificationPermission;
  /** By the browser, and as PetLog knows. */
  readonly isSubscribed: boolean;
}

export function pushStateOf({ isSecure, takesPush, isApplePage, permission, isSubscribed }: PushSurroundings): PushState {
  if (!isSecure) {
    return 'insecure';
  }
  if (!takesPush) {
    return isApplePage ? 'apple' : 'unsupported';
  }
  if (permission === 'denied') {
    return 'denied';
  }
  return isSubscribed && permission === 'granted' ? 'on' : 'off';
}
