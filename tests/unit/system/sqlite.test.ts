import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { transaction } from '../../../main/system/sqlite.ts';

const open = (): DatabaseSync => {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE cats (name TEXT)');
  return database;
};
const add = (database: DatabaseSync, name: string): void => void database.prepare('INSERT INTO cats VALUES (?)').run(name);
const names = (database: DatabaseSync): unknown[] =>
  database
    .prepare('SELECT name FROM cats ORDER BY rowid')
    .all()
    .map(({ name }) => name);
const fail = (): never => {
  throw new Error('a fault');
};

test('work within other work is undone with it', () => {
  using database = open();
  expect(() =>
    transaction(database, () => {
      transaction(database, () => add(database, 'Mimi'));
      fail();
    }),
  ).toThrow('a fault');
  expect([names(database), database.isTransaction]).toEqual([[], false]);
});

test('work within other work that fails is undone alone', () => {
  using database = open();
  transaction(database, () => {
    add(database, 'Mimi');
    expect(() =>
      transaction(database, () => {
        add(database, 'Luna');
        fail();
      }),
    ).toThrow('a fault');
    transaction(database, () => add(database, 'Tom'));
  });
  expect([names(database), database.isTransaction]).toEqual([['Mimi', 'Tom'], false]);
});
