/** How devices come to trust the certificate of HTTPS, and how PetLog is reached from elsewhere. */
import { z } from 'zod';

export const certificateKinds = ['authority', 'self_signed', 'own'] as const;

export const Trust = z.object({
  /** Port of HTTPS; null where it is off. */
  https_port: z.number().int().nullable().describe('Port of HTTPS; null where it is off.'),
  certificate: z
    .enum(certificateKinds)
    .nullable()
    .describe('Who signed the certificate: an authority of this home, the certificate itself, or somebody that its owner chose.'),
  authority: z
    .object({
      fingerprint: z.string().describe('SHA-256, `AB:CD:...`.'),
      valid_until: z.iso.datetime(),
    })
    .nullable()
    .describe('The authority of this home; null where there is none.'),
});
export type Trust = z.infer<typeof Trust>;

/** For admins. */
export const AuthorityState = Trust.extend({
  names_outside: z.array(z.string()).describe('Names of this camera that the authority may not vouch for; a new one may.'),
});
export type AuthorityState = z.infer<typeof AuthorityState>;

export const AuthorityInput = z.strictObject({
  replace: z.boolean().default(false).describe('Makes a new authority where there is one; each device has to trust it anew.'),
});

export const tunnelKinds = ['tailscale', 'wireguard'] as const;

export const RemoteAccess = z.object({
  tunnels: z
    .array(z.object({ kind: z.enum(tunnelKinds), interface: z.string(), address: z.string() }))
    .describe('Private networks that lead here from elsewhere, as the system shows them.'),
  came_through: z.enum(tunnelKinds).nullable().describe('The one that this request came through; null for none.'),
});
export type RemoteAccess = z.infer<typeof RemoteAccess>;
