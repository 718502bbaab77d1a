const secretBytes = 32;

/** A new secret in the form of Standard Webhooks: whsec_ and base64. */
export function newSigningSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(secretBytes));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
