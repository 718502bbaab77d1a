import { PortableAccess, writePortableAccess } from '../../access/portable-access.ts';
import { changeOf, type NamedThing, type Section, type SectionSource } from '../section.ts';

/** Who may come in becomes who the file names, and nobody else. */
export const accessSection: Section<PortableAccess> = {
  name: 'access',
  schema: PortableAccess,
  isSecret: true,
  bringBack: (content, { dataDirectory, logger }) => writePortableAccess(dataDirectory, content, logger),
};

export function accessSource(access: { portable(): Promise<PortableAccess> }): SectionSource<PortableAccess> {
  return {
    section: accessSection,
    collect: () => access.portable(),
    async review(content, { hasAdmin }) {
      if (!hasAdmin) {
        return { content: null, changes: [], leftOut: [] };
      }
      const before = await access.portable();
      const pins = ({ secrets }: PortableAccess): Map<string, NamedThing> =>
        new Map(secrets.filter(({ name }) => name === 'kiosk-pin').map(({ name, hash }) => [name, { name: '', state: hash }]));
      return {
        content,
        changes: [
          ...changeOf('people', people(before), people(content)),
          ...changeOf('devices', devices(before), devices(content)),
          ...changeOf('tokens', tokens(before), tokens(content)),
          ...changeOf('screen_pin', pins(before), pins(content)),
        ],
        leftOut: [],
      };
    },
  };
}

/** Whether somebody named there may change everything. */
export const namesAdmin = ({ accounts, devices: all }: PortableAccess): boolean =>
  [...accounts, ...all.filter(({ account_id: id }) => id === null)].some(({ role }) => role === 'admin');

const people = ({ accounts }: PortableAccess): Map<string, NamedThing> =>
  new Map(accounts.map((account) => [account.id, { name: account.name, state: JSON.stringify(account) }]));

const devices = ({ devices: all }: PortableAccess): Map<string, NamedThing> =>
  new Map(
    all.map(({ id, name, role, account_id, camera_ids }) => [id, { name, state: JSON.stringify([name, role, account_id, camera_ids]) }]),
  );

const tokens = ({ api_tokens: all }: PortableAccess): Map<string, NamedThing> =>
  new Map(all.map(({ id, name, scope, hash, camera_ids }) => [id, { name, state: JSON.stringify([name, scope, hash, camera_ids]) }]));
