import type { Session } from '../../../shared/access.ts';
import type { SessionSource } from '../../transport/session-guard.ts';

const session: Session = {
  access: 'accounts',
  state: 'signed_in',
  kind: null,
  role: 'admin',
  device_id: null,
  name: null,
  account_name: null,
  camera_ids: null,
  can_talk: true,
  expires_at: null,
};

/** Whoever stands before the camera's own screen may change things: what needs its PIN asks for it. */
export const ownScreenSession: SessionSource = { session, onSession: () => () => undefined };
