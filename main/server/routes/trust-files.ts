import { X509Certificate } from 'node:crypto';
import { PetLogError } from '../../../shared/errors.ts';
import type { HomeAuthority } from '../../network/home-certificate.ts';
import { escapeMarkup } from '../../system/escape-markup.ts';
import type { RawHandlers } from '../raw-handlers.ts';

interface Authorities {
  readonly authority: HomeAuthority | null;
}

function required({ authority }: Authorities): HomeAuthority {
  if (authority === null) {
    throw new PetLogError('authority_not_found');
  }
  return authority;
}

/** Android takes it only as a download. */
export function trustCertificate(authorities: Authorities): RawHandlers['trust.certificate'] {
  return (_input, _request, response) => {
    const { certificate } = required(authorities);
    response.setHeader('Content-Type', 'application/x-x509-ca-cert');
    response.setHeader('Content-Disposition', 'attachment; filename="petlog.crt"');
    response.end(certificate);
  };
}

export function trustProfile(authorities: Authorities, name: () => string): RawHandlers['trust.profile'] {
  return (_input, _request, response) => {
    response.setHeader('Content-Type', 'application/x-apple-aspen-config');
    response.setHeader('Content-Disposition', 'attachment; filename="petlog.mobileconfig"');
    response.end(profile(required(authorities), name()));
  };
}

/** A page that came over HTTP asks for it over HTTPS, which is another origin. */
export const trustCheck: RawHandlers['trust.check'] = (_input, _request, response) => {
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.type('text/plain').send('trusted\n');
};

/** The same for the same authority, so that it replaces itself and is not listed twice. */
function uuidOf(fingerprint: string, first: string): string {
  const digits = first + fingerprint.replaceAll(':', '').slice(1, 32);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20, 32)].join('-');
}

/** A configuration profile with one root certificate (Apple, Configuration Profile Reference, com.apple.security.root). */
function profile({ certificate, fingerprint }: HomeAuthority, name: string): string {
  const data = new X509Certificate(certificate).raw.toString('base64');
  const identifier = `local.petlog.trust.${fingerprint.replaceAll(':', '').slice(0, 16).toLowerCase()}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key><string>petlog.crt</string>
      <key>PayloadContent</key><data>${data}</data>
      <key>PayloadDescription</key><string>Trusts the cameras of this home, and nothing on the internet.</string>
      <key>PayloadDisplayName</key><string>${escapeMarkup(name)}</string>
      <key>PayloadIdentifier</key><string>${identifier}.authority</string>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadUUID</key><string>${uuidOf(fingerprint, 'A')}</string>
      <key>PayloadVersion</key><integer>1</integer>
    </dict>
  </array>
  <key>PayloadDescription</key><string>Trusts the cameras of this home, and nothing on the internet.</string>
  <key>PayloadDisplayName</key><string>PetLog: ${escapeMarkup(name)}</string>
  <key>PayloadIdentifier</key><string>${identifier}</string>
  <key>PayloadRemovalDisallowed</key><false/>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadUUID</key><string>${uuidOf(fingerprint, 'B')}</string>
  <key>PayloadVersion</key><integer>1</integer>
</dict>
</plist>
`;
}
