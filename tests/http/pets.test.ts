/** The pets of a home, as clients ask for them and change them. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Pet, PetList } from '../../shared/pets.ts';
import { EventLogClient } from '../support/event-log-client.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

let client: EventLogClient;

beforeAll(async () => {
  client = await EventLogClient.open();
});

afterAll(() => client[Symbol.asyncDispose]());

const put = (id: number | string, body: Uint8Array, contentType = 'image/jpeg') =>
  fetch(`${client.url}/pets/${id}/picture`, { method: 'PUT', headers: { 'Content-Type': contentType }, body: new Uint8Array(body) });

describe('pets', () => {
  it('are added, changed, shown and removed', async () => {
    const answer = await client.ask('/pets', 'POST', { name: ' Luna ', species: 'cat', birth_date: '2020-02-29', weight_kg: 4.2 });
    const luna = Pet.parse(answer.body);
    expect([answer.status, luna]).toMatchObject([201, { name: 'Luna', breed: '', gender: 'unknown', picture_url: null, last_seen: null }]);
    const all = await fetch(`${client.url}/pets`);
    expect(PetList.parse(await all.json())).toEqual([luna]);
    const { pet_id, last_seen } = await client.visited({ startedAtMs: Date.parse('2026-03-02T10:00:00Z') }).then(async (seen) => ({
      pet_id: seen.pet_id,
      last_seen: Pet.parse((await client.ask(`/pets/${luna.pet_id}`)).body).last_seen,
    }));
    expect([pet_id, last_seen]).toEqual([luna.pet_id, '2026-03-02T10:00:02.000Z']);
    expect(Pet.parse((await client.ask(`/pets/${luna.pet_id}`, 'PATCH', { name: 'Luna II', weight_kg: null })).body)).toMatchObject({
      name: 'Luna II',
      weight_kg: null,
      species: 'cat',
    });

    const png = await sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#804020' } })
      .png()
      .toBuffer();
    const pictured = await put(luna.pet_id, png, 'image/png');
    const { picture_url } = Pet.parse(await pictured.json());
    const shown = Buffer.from(await (await fetch(client.url + picture_url!)).arrayBuffer());
    expect(await sharp(shown).metadata()).toMatchObject({ format: 'jpeg', width: 1024, height: 512 });
    expect((await client.ask(`/pets/${luna.pet_id}`, 'DELETE')).body).toEqual({ message: 'Pet removed successfully', pet_id: luna.pet_id });
    expect((await fetch(client.url + picture_url!)).status).toBe(404);
    expect(await client.codeOf(`/pets/${luna.pet_id}`)).toEqual([404, 'pet_not_found']);
  });

  it('are all that people say of them', async () => {
    const values = {
      name: 'Bunny',
      species: 'guinea_pig',
      breed: 'Rosette',
      color: 'white',
      birth_date: '2024-05-06',
      gender: 'female',
      weight_kg: 1.1,
      microchip_id: '276 0981',
      notes: 'Bites.\nNever alone.',
    };
    const added = await client.addPet(values);
    expect(added).toMatchObject(values);
    expect(Pet.parse((await client.ask(`/pets/${added.pet_id}`)).body)).toEqual(added);
    const change = { species: 'hamster', breed: '', color: 'grey', birth_date: null, gender: 'male', microchip_id: '', notes: '' };
    const changed = Pet.parse((await client.ask(`/pets/${added.pet_id}`, 'PATCH', change)).body);
    expect(changed).toMatchObject({ ...values, ...change, created_at: added.created_at });
    expect(Date.parse(changed.updated_at)).toBeGreaterThanOrEqual(Date.parse(added.updated_at));
    for (const refused of [{ birth_date: '2999-01-01' }, { weight_kg: 0 }, { name: '' }, { picture_url: null }]) {
      expect([refused, ...(await client.codeOf(`/pets/${added.pet_id}`, 'PATCH', refused))]).toEqual([refused, 422, 'invalid_input']);
    }
    expect(Pet.parse((await client.ask(`/pets/${added.pet_id}`)).body)).toEqual(changed);
    await client.ask(`/pets/${added.pet_id}`, 'DELETE');
    expect(await client.codeOf(`/pets/${added.pet_id}`, 'PATCH', { name: 'Bunny' })).toEqual([404, 'pet_not_found']);
    expect(await client.codeOf(`/pets/${added.pet_id}`, 'DELETE')).toEqual([404, 'pet_not_found']);
  });

  it.each([
    [{ species: 'cat' }],
    [{ name: '' }],
    [{ name: 'Luna', species: 'dragon' }],
    [{ name: 'Luna', birth_date: '2999-01-01' }],
    [{ name: 'Luna', birth_date: '2026-02-30' }],
    [{ name: 'Luna', weight_kg: -1 }],
    [{ name: 'Luna', colour: 'grey' }],
  ])('%j is refused', async (body) => {
    expect(await client.codeOf('/pets', 'POST', body)).toEqual([422, 'invalid_input']);
  });

  it('have no pictures that are none', async () => {
    const { pet_id: id } = await client.addPet({ name: 'Fido', species: 'dog' });
    const whole = await tinyJpeg(640, 480);
    const answers = await Promise.all([
      put(id, Buffer.from('no picture')),
      put(id, whole.subarray(0, whole.length / 2)),
      put(id, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
      put(id, whole, 'image/gif'),
      put(id, Buffer.alloc(8_000_001)),
      put('none', whole),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 415, 413, 404]);
    expect(Pet.parse((await client.ask(`/pets/${id}`)).body).picture_url).toBeNull();
    expect((await client.ask('/audit')).body['entries']).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'pets.set_picture', outcome: 'failed' })]),
    );
  });
});
