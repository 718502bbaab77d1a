import { join } from 'node:path';
import { type KnownFile, KnownFile as KnownFileSchema, knownPetLogsFile } from '../../camera/known-petlogs.ts';
import { writeAtomically } from '../../system/write-atomically.ts';
import type { Section, SectionSource } from '../section.ts';

/** Who other PetLogs with cameras of ours are, so that they are found again at another address. */
export const knownPetLogsSection: Section<KnownFile> = {
  name: 'known_petlogs',
  schema: KnownFileSchema,
  isSecret: false,
  bringBack: (known, { dataDirectory }) => writeAtomically(join(dataDirectory, knownPetLogsFile), `${JSON.stringify(known)}\n`),
};

export function knownPetLogsSource(known: () => KnownFile): SectionSource<KnownFile> {
  return {
    section: knownPetLogsSection,
    collect: () => known(),
    async review(content, { isOwner }) {
      // A file may not send the password of a camera elsewhere: who is known here stays known, and who is not is looked for anew.
      const brought = Object.entries(content).map(([source, one]) => [source, isOwner ? one : { ...one, place: null }] as const);
      return { content: { ...Object.fromEntries(brought), ...known() }, changes: [], leftOut: [] };
    },
  };
}
