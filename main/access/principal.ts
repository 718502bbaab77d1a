import type { Caller } from '../../shared/routes/route.ts';
import type { Access } from '../../shared/access.ts';

/** Somebody who was recognized: on whose behalf operations run. `address` is where they ask from. */
export type Principal = Caller;

/** Whether the role, or being nobody, is enough for what a route declares. */
export function mayUse(principal: Pick<Principal, 'role'> | null, access: Access): boolean {
  return access === 'none' || principal?.role === 'admin' || (access === 'viewer' && principal?.role === 'viewer');
}

/** Whether somebody may talk through the speaker of a camera. */
export const mayTalk = ({ role, canTalk }: Pick<Principal, 'role' | 'canTalk'>): boolean => role === 'admin' || canTalk === true;

/** One key for everything that belongs to the same permission and ends with it. */
export function permissionOf(principal: Pick<Principal, 'kind' | 'id'>): string {
  return `${principal.kind}:${principal.id ?? ''}`;
}
