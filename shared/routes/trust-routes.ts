/** How devices come to trust the certificate of HTTPS, and whether PetLog is reached from elsewhere. */
import { NoInput } from '../api.ts';
import { AuthorityInput, AuthorityState, RemoteAccess, Trust } from '../trust.ts';
import { json, raw } from './route.ts';

export const trustJsonRoutes = {
  'trust.get': json({
    method: 'GET',
    path: '/trust',
    access: 'none',
    summary: 'Who signed the certificate of HTTPS; also over HTTP, where HTTPS is on.',
    input: NoInput,
    output: Trust,
    errors: [],
  }),
  'authority.get': json({
    method: 'GET',
    path: '/trust/authority',
    access: 'admin',
    summary: 'The same, and which names of this camera the authority may not vouch for.',
    input: NoInput,
    output: AuthorityState,
    errors: [],
  }),
  'authority.create': json({
    method: 'POST',
    path: '/trust/authority',
    access: 'admin',
    summary: 'Makes an authority of this home, and a certificate of it, which is in use at once.',
    input: AuthorityInput,
    output: AuthorityState,
    errors: ['https_off', 'own_certificate', 'authority_exists', 'settings_not_saved'],
  }),
  'remote_access.get': json({
    method: 'GET',
    path: '/trust/tunnels',
    access: 'admin',
    summary: 'Private networks (Tailscale, WireGuard) that lead here from elsewhere, and whether this request came through one.',
    input: NoInput,
    output: RemoteAccess,
    errors: [],
  }),
} as const;

export const trustRawRoutes = {
  'trust.certificate': raw({
    method: 'GET',
    path: '/trust/petlog.crt',
    access: 'none',
    summary: 'The authority of this home, for a device to trust (PEM); also over HTTP.',
    input: NoInput,
    contentType: 'application/x-x509-ca-cert',
    errors: ['authority_not_found'],
  }),
  'trust.profile': raw({
    method: 'GET',
    path: '/trust/petlog.mobileconfig',
    access: 'none',
    summary: 'The same as a configuration profile for iPhone, iPad and Mac; also over HTTP.',
    input: NoInput,
    contentType: 'application/x-apple-aspen-config',
    errors: ['authority_not_found'],
  }),
  'trust.check': raw({
    method: 'GET',
    path: '/trust/check',
    access: 'none',
    summary: 'Answers one word, to pages of every origin: who gets the answer over HTTPS trusts the certificate.',
    input: NoInput,
    contentType: 'text/plain',
    errors: [],
  }),
} as const;
