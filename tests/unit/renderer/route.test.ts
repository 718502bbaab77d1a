import { describe, expect, test } from 'vitest';
import { pageLinkOf, movedTo, routeOf } from '../../../renderer/shell/route.ts';
import { pageNames, pageOf, placeNames, places } from '../../../renderer/shell/places.ts';

for (const root of ['http://camera.local:8000/', 'https://home.example/cameras/kitchen/']) {
  describe(`below ${root}`, () => {
    const at = (path: string): URL => new URL(path, root);

    test('each page has its own address, and an address its page', () => {
      for (const page of pageNames) {
        const id = pageOf(page).path.includes(':id') ? 'a b/ü?' : null;
        expect(routeOf(at(pageLinkOf(page, id ?? '')), new URL(root)), page).toEqual({ page, id });
      }
      expect(new Set(pageNames.map((page) => pageLinkOf(page, 'x'))).size).toBe(pageNames.length);
    });

    test('a slash at the end changes nothing; what is unknown has no page', () => {
      expect(routeOf(at('app/more/'), new URL(root)).page).toBe('more');
      expect(routeOf(at('index.html'), new URL(root)).page).toBe('live');
      for (const path of ['app/', 'app/nowhere', 'app/more/cameras/a/b', 'recordings', 'app/activity/1/picture']) {
        expect(routeOf(at(path), new URL(root)).page, path).toBeNull();
      }
      expect(routeOf(at('app/recordings/%ZZ'), new URL(root))).toEqual({ page: 'recording', id: '%ZZ' });
    });

    test.each([
      ['?view=library', 'app/recordings'],
      ['?view=devices', 'app/more/people'],
      ['?view=audit', 'app/more/activity-log'],
      ['?view=cameras', 'app/more/cameras'],
      ['?view=doctor', 'app/more/system-check'],
      ['?view=dashboard&camera=garden', '?camera=garden'],
      ['app/activity?event=7', 'app/activity/7'],
      ['index.html?view=library#pair=123456', 'app/recordings#pair=123456'],
    ])('%s has moved to %s', (old, now) => {
      expect(movedTo(at(old), new URL(root))?.href).toBe(at(now).href);
    });

    test.each(['?view=plain', '?view=kiosk', '?camera=garden', '?view=toString', 'app/more?view=library'])('%s stays', (address) => {
      expect(movedTo(at(address), new URL(root))).toBeNull();
    });
  });
}

test('another host has no page', () => {
  expect(routeOf(new URL('http://elsewhere/app/more'), new URL('http://camera.local/')).page).toBeNull();
});

test('each place begins with a page of its own', () => {
  expect(placeNames.map((name) => pageOf(places[name].page).place)).toEqual([...placeNames]);
});
