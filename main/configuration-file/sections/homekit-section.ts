import { HomeFiles, StoredPairing } from '../../homekit/home-files.ts';
import { changeOf, type NamedThing, type Section, type SectionSource } from '../section.ts';

const HomeKitContent = StoredPairing.nullable();
type HomeKitContent = StoredPairing | null;

/** What homes know this PetLog by: they find it again, and need no new code. */
export const homekitSection: Section<HomeKitContent> = {
  name: 'homekit',
  schema: HomeKitContent,
  isSecret: true,
  async bringBack(pairing, { dataDirectory }) {
    const files = new HomeFiles(dataDirectory);
    await (pairing === null ? files.forget() : files.replace(pairing));
  },
};

export function homekitSource(dataDirectory: string): SectionSource<HomeKitContent> {
  const files = new HomeFiles(dataDirectory);
  const named = (pairing: HomeKitContent): Map<string, NamedThing> =>
    new Map(pairing === null ? [] : [['homekit', { name: 'HomeKit', state: JSON.stringify(pairing) }]]);
  return {
    section: homekitSection,
    collect: () => files.read(),
    review: async (content) => ({ content, changes: changeOf('homekit', named(await files.read()), named(content)), leftOut: [] }),
  };
}
