import { expect, test } from 'vitest';
import {
  isAllowedSetting,
  settingField,
  settingNames,
  settingsPatch,
  settingValues,
  type SettingName,
  type SettingValue,
} from '../../../../renderer/state/settings/setting-fields.ts';
import { addMinutes } from '../../../../renderer/state/settings/time-of-day.ts';
import { Config, ConfigPatch } from '../../../../shared/config.ts';

const accepts = (name: SettingName, value: SettingValue): boolean => ConfigPatch.safeParse(settingsPatch({ [name]: value })).success;

test.each(settingNames)('%s allows what the schema does', (name) => {
  const field = settingField(name);
  switch (field.kind) {
    case 'switch':
      expect([field.off, field.on].map((value) => accepts(name, value))).toEqual([true, true]);
      // A speaker has names beside its switch.
      for (const value of name === 'camera.speaker' ? ['off', 'auto', 'dmix:CARD=Device', 'dsnoop:1', '', 'a b', 'x'.repeat(101)] : []) {
        expect([value, isAllowedSetting(name, value)]).toEqual([value, accepts(name, value)]);
      }
      break;
    case 'resolution':
      expect(field.values.map((value) => accepts(name, value))).toEqual(field.values.map(() => true));
      break;
    case 'choice':
      expect([...field.values, 'other'].map((value) => accepts(name, value))).toEqual([...field.values.map(() => true), false]);
      break;
    case 'choices':
      for (const value of [[...field.values], field.values.slice(0, 1), []]) {
        expect([value, isAllowedSetting(name, value)]).toEqual([value, accepts(name, value)]);
      }
      break;
    case 'time':
      for (const value of ['00:00', '23:59', '']) {
        expect([value, isAllowedSetting(name, value)]).toEqual([value, accepts(name, value)]);
      }
      break;
    case 'microphone':
      for (const value of ['auto', 'plughw:CARD=Webcam,DEV=0', 'default', '', 'a b', 'hw:', 'x'.repeat(101)]) {
        expect([value, isAllowedSetting(name, value)]).toEqual([value, accepts(name, value)]);
      }
      break;
    case 'number':
    case 'slider':
      for (const value of [field.min, field.max, field.min - 1, field.max + 1, field.min + 0.5, Number.NaN]) {
        expect([value, isAllowedSetting(name, value)]).toEqual([value, accepts(name, value)]);
      }
  }
});

test('a change has the sections of the configuration, and nothing else', () => {
  const values = settingValues(Config.parse({ camera: { rotation: 180 }, kiosk: { night_from: '21:00' } }));
  expect(values).toMatchObject({ 'camera.rotation': 180, 'camera.resolution': [1280, 720], 'kiosk.night_from': '21:00' });
  expect(Object.values(values)).not.toContain(undefined);
  expect(settingsPatch({ 'camera.rotation': 180, 'camera.hflip': true, 'kiosk.night_from': '21:00' })).toEqual({
    camera: { rotation: 180, hflip: true },
    kiosk: { night_from: '21:00' },
  });
});

test.each([
  ['22:00', 30, '22:30'],
  ['22:10', 30, '22:30'],
  ['22:10', -30, '22:00'],
  ['23:45', 30, '00:00'],
  ['00:00', -30, '23:30'],
  ['', -30, '00:00'],
])('%s and %d minutes is %s', (from, minutes, to) => expect(addMinutes(from, minutes)).toBe(to));
