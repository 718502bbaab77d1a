import { expect, test } from 'vitest';
import { PreparedDatabase } from '../../../main/system/prepared-database.ts';

test('each statement is prepared once, and asked as often as one likes', () => {
  using database = new PreparedDatabase(':memory:');
  database.exec('CREATE TABLE cats (name TEXT)');
  const insert = 'INSERT INTO cats (name) VALUES (?)';
  for (const name of ['Mimi', 'Luna', 'Tom']) {
    database.prepare(insert).run(name);
  }
  expect(database.prepare(insert)).toBe(database.prepare(insert));
  expect(database.prepare('SELECT name FROM cats WHERE name < ? ORDER BY name').all('T')).toEqual([{ name: 'Luna' }, { name: 'Mimi' }]);
  expect(database.prepare('SELECT name FROM cats WHERE name < ? ORDER BY name').all('M')).toEqual([{ name: 'Luna' }]);
  database.exec('ALTER TABLE cats ADD COLUMN age INTEGER');
  database.prepare(insert).run('Kitty');
  expect(database.prepare('SELECT count(*) AS count FROM cats').get()).toEqual({ count: 4 });
});

test('the least lately used of too many are forgotten', () => {
  using database = new PreparedDatabase(':memory:');
  const [kept, forgotten] = [database.prepare('SELECT -1'), database.prepare('SELECT -2')];
  for (let number = 0; number < 250; number += 1) {
    database.prepare(`SELECT ${number}`);
    database.prepare('SELECT -1');
  }
  expect(database.prepare('SELECT -1')).toBe(kept);
  expect(database.prepare('SELECT -2')).not.toBe(forgotten);
});
