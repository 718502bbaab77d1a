import { expect, it } from 'vitest';
import { KnownPetLogs } from '../../../main/camera/known-petlogs.ts';
import { knownPetLogsSource } from '../../../main/configuration-file/sections/known-petlogs-section.ts';
import type { Reviewer } from '../../../main/configuration-file/section.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const kitchen = 'petlog+http://kitchen.local/';
const garden = 'petlog+https://garden.local/';
const place = { host: '192.168.1.77', port: 80 };

const open = (dataDirectory: string): Promise<KnownPetLogs> =>
  KnownPetLogs.open({ dataDirectory, find: async () => [], logger: silentLogger });

/** What another card remembers after a file of this one was brought back there. */
async function broughtBack(reviewer: Reviewer, other: string): Promise<KnownPetLogs> {
  await using directory = await temporaryDirectory();
  const first = await open(directory.path);
  first.of(kitchen).learn({ id: 'a'.repeat(32) });
  first.of(garden).learn({ authority: 'its authority' });
  first.of(garden).learn({ id: 'b'.repeat(32) });
  await first.close();
  const known = Object.fromEntries(Object.entries(first.all).map(([source, one]) => [source, { ...one, place }]));
  const { section, collect } = knownPetLogsSource(() => known);
  const content = section.schema.parse(JSON.parse(JSON.stringify(await collect(false))));

  const before = await open(other);
  const { content: reviewed } = await knownPetLogsSource(() => before.all).review(content, reviewer);
  await before.close();
  await section.bringBack(reviewed!, { dataDirectory: other, logger: silentLogger });
  const after = await open(other);
  await after.close();
  return after;
}

it('other PetLogs are known again by their ids, and the owner of the machine brings back where they are', async () => {
  await using other = await temporaryDirectory();
  const known = await broughtBack({ isOwner: true, hasAdmin: false }, other.path);
  expect(known.of(kitchen)).toMatchObject({ id: 'a'.repeat(32), authority: null, place });
  expect(known.of(garden)).toMatchObject({ id: 'b'.repeat(32), authority: 'its authority', place });
});

it('over the network nobody is led elsewhere, and who is known here stays known', async () => {
  await using other = await temporaryDirectory();
  const here = await open(other.path);
  here.of(kitchen).learn({ id: 'c'.repeat(32) });
  await here.close();
  const known = await broughtBack({ isOwner: false, hasAdmin: true }, other.path);
  expect(known.of(kitchen)).toMatchObject({ id: 'c'.repeat(32), place: null });
  expect(known.of(garden)).toMatchObject({ id: 'b'.repeat(32), authority: 'its authority', place: null });
});
