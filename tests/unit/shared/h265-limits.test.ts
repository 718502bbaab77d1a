import { expect, test } from 'vitest';
import { isWithin, readH265Codec, readH265Limits } from '../../../shared/h265-limits.ts';

test('what a receiver takes is what it says, and what is meant where it says nothing', () => {
  expect(readH265Limits('level-id=180;profile-id=1;tier-flag=0;tx-mode=SRST')).toEqual({ profile: 1, isHighTier: false, level: 180 });
  expect(readH265Limits(undefined)).toEqual({ profile: 1, isHighTier: false, level: 93 });
  expect(readH265Limits('profile-id=2; tier-flag=1; level-id=120; max-recv-level-id=150')).toEqual({
    ...{ profile: 2, isHighTier: true, level: 150 },
  });
  expect(readH265Limits('level-id=122')?.level).toBe(120);
  expect(readH265Limits('level-id=255')?.level).toBe(186);
});

test.each(['tx-mode=MRST', 'profile-space=1', 'tier-flag=2', 'level-id=high', 'profile-id=', 'level-id=0', 'level-id=99999'])(
  'nothing is sent by parameters that are not understood: %s',
  (parameters) => expect(readH265Limits(parameters)).toBeNull(),
);

test('a video is within the limits of its profile, or of one that it is compatible with, and of its tier and level', () => {
  const limits = { profile: 1, isHighTier: false, level: 120 };
  const fits = (codec: string, others: Partial<typeof limits> = {}): boolean => isWithin(readH265Codec(codec)!, { ...limits, ...others });
  expect(readH265Codec('hvc1.1.6.L120.B0')).toEqual({ profiles: [1, 1, 2], isHighTier: false, level: 120 });
  expect(fits('hvc1.1.6.L120.B0')).toBe(true);
  expect(fits('hvc1.1.6.L123.B0')).toBe(false);
  expect(fits('hvc1.1.6.H120.B0')).toBe(false);
  expect(fits('hvc1.1.6.H120.B0', { isHighTier: true })).toBe(true);
  expect(fits('hvc1.1.6.L120.B0', { profile: 2 })).toBe(true);
  expect(fits('hvc1.2.4.L120.B0')).toBe(false);
  expect(['avc1.640028', '', 'hvc1', 'hvc1.A1.6.L93.B0'].map((name) => readH265Codec(name))).toEqual([null, null, null, null]);
});
