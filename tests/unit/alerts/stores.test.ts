import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAlertDatabase } from '../../../main/alerts/alert-databases.ts';
import { ChannelStore, type StoredChannel } from '../../../main/alerts/channel-store.ts';
import { RuleStore, type StoredRule } from '../../../main/alerts/rule-store.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import type { SavedDatabase } from '../../../main/system/saved-database.ts';
import { transaction } from '../../../main/system/sqlite.ts';
import { RuleInput } from '../../../shared/alerts-rules.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let database: SavedDatabase;
let rules: RuleStore;
let channels: ChannelStore;

beforeEach(async () => {
  directory = await temporaryDirectory();
  database = openAlertDatabase(directory.path, silentLogger);
  rules = new RuleStore(database);
  channels = new ChannelStore(database);
});

afterEach(async () => {
  database.close();
  await directory[Symbol.asyncDispose]();
});

const rule = (name: string, ruleId = name): StoredRule => ({ ...RuleInput.parse({ name, channels: ['home'] }), rule_id: ruleId });
const channel = (name: string): StoredChannel => ({
  channelId: 'home',
  name,
  isEnabled: true,
  language: 'auto',
  settings: { kind: 'web_push' },
});
const names = (): string[] => [...rules.list(), ...channels.list()].map(({ name }) => name);

test('rules and channels are read once, and again after each change', () => {
  rules.put(rule('Cats'), 0);
  channels.put(channel('Phones'), 0);
  expect(names()).toEqual(['Cats', 'Phones']);
  expect([rules.list(), channels.list()].map((list) => list === rules.list() || list === channels.list())).toEqual([true, true]);
  rules.put(rule('Dogs', 'Cats'), 1);
  channels.put(channel('Tablets'), 1);
  expect(names()).toEqual(['Dogs', 'Tablets']);
  expect([rules.find('Cats')?.name, channels.find('home')?.name]).toEqual(['Dogs', 'Tablets']);
  rules.remove('Cats');
  channels.remove('home');
  expect([names(), rules.find('Cats'), channels.find('home')]).toEqual([[], null, null]);
});

test('what another part changes there is known, and what is undone is not', () => {
  new RuleStore(database).put(rule('Cats'), 0);
  expect(names()).toEqual(['Cats']);
  expect(() =>
    transaction(database, () => {
      rules.put(rule('Dogs'), 1);
      expect(names()).toEqual(['Cats', 'Dogs']);
      throw new Error('a fault');
    }),
  ).toThrow('a fault');
  expect(names()).toEqual(['Cats']);
  database.exec('DELETE FROM rules');
  expect(names()).toEqual([]);
});
