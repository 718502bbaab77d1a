import { X509Certificate } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PetLogError } from '../../../shared/errors.ts';
import { authorityName, leafName, selfSignedName } from '../../network/home-certificate.ts';
import { readIdentity } from '../../network/tls-identity.ts';
import { makeDirectory } from '../../system/make-directory.ts';
import { textIfThere } from '../../system/text-if-there.ts';
import { writeAtomically } from '../../system/write-atomically.ts';
import type { Section, SectionSource } from '../section.ts';

const pem = z.string().max(50_000).nullable();
/** Each a certificate with its key behind it. */
const AuthorityContent = z.strictObject({
  authority: pem,
  /** Of an installation that signed a certificate by itself. */
  self_signed: pem,
});
type AuthorityContent = z.infer<typeof AuthorityContent>;

const directoryOf = (dataDirectory: string): string => join(dataDirectory, 'access', 'tls');

/** The authority whose certificates devices trust. What it has signed is made anew for the names of this machine. */
export const authoritySection: Section<AuthorityContent> = {
  name: 'authority',
  schema: AuthorityContent,
  isSecret: true,
  async bringBack({ authority, self_signed: selfSigned }, { dataDirectory }) {
    const directory = directoryOf(dataDirectory);
    await makeDirectory(join(dataDirectory, 'access'), 0o700);
    await makeDirectory(directory, 0o700);
    const files = [
      [authorityName, authority],
      [selfSignedName, selfSigned],
      [leafName, null],
    ] as const;
    for (const [name, content] of files) {
      const path = join(directory, name);
      await (content === null ? rm(path, { force: true }) : writeAtomically(path, content, 0o600));
    }
  },
};

export function authoritySource(dataDirectory: string): SectionSource<AuthorityContent> {
  const collect = async (): Promise<AuthorityContent> => ({
    authority: await textIfThere(join(directoryOf(dataDirectory), authorityName)),
    self_signed: await textIfThere(join(directoryOf(dataDirectory), selfSignedName)),
  });
  return {
    section: authoritySection,
    collect,
    async review(content) {
      [content.authority, content.self_signed].forEach(assertUsable);
      if (content.authority === null && content.self_signed === null) {
        return { content: null, changes: [], leftOut: [] }; // there was no HTTPS: what is here stays
      }
      const before = await collect();
      const isSame = before.authority === content.authority && before.self_signed === content.self_signed;
      const name = nameOf(content.authority ?? content.self_signed);
      const had = before.authority !== null || before.self_signed !== null;
      return {
        content,
        changes: isSame ? [] : [{ part: 'authority', added: had ? [] : [name], changed: had ? [name] : [], removed: [] }],
        leftOut: [],
      };
    },
  };
}

function assertUsable(text: string | null): void {
  if (text === null) {
    return;
  }
  try {
    const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----/.exec(text)?.[0] ?? '';
    readIdentity({ certificate: text, key });
  } catch (error) {
    throw new PetLogError('configuration_damaged', { reason: 'the certificate' }, { cause: error });
  }
}

function nameOf(text: string | null): string {
  return text === null ? '' : (/CN=(.*)/.exec(new X509Certificate(text).subject)?.[1] ?? '');
}
