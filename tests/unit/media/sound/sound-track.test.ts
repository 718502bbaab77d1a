import { expect, test } from 'vitest';
import { SoundBuffer } from '../../../../main/media/sound/sound-buffer.ts';
import { frameMilliseconds, silentFrame } from '../../../../main/media/sound/sound-frame.ts';
import { SoundTrack } from '../../../../main/media/sound/sound-track.ts';

const frame = (number: number): Buffer => Buffer.from(`frame ${number}`);

function heard(...spans: readonly (readonly [from: number, until: number])[]): SoundBuffer {
  const buffer = new SoundBuffer(600_000);
  spans.forEach(([from, until]) => {
    for (let number = from; number < until; number += 1) {
      buffer.add(number, frame(number));
    }
  });
  return buffer;
}

const options = { patienceMilliseconds: 400, mostSilentMilliseconds: Infinity } as const;

test('frames are taken once, each where it was heard', () => {
  const track = new SoundTrack(heard([0, 1000]), options);
  const origin = 100.5 * frameMilliseconds;
  const first = track.take(origin, 110 * frameMilliseconds);
  expect(first?.firstNumber).toBe(101);
  expect(first?.decodeTimeSamples).toBe(512);
  expect(first?.frames.map(String)).toEqual(Array.from({ length: 9 }, (_, index) => `frame ${101 + index}`));
  expect(track.take(origin, 110 * frameMilliseconds)).toBeNull();
  const second = track.take(origin, 112 * frameMilliseconds);
  expect(second?.decodeTimeSamples).toBe(512 + 9 * 1024);
  expect(second?.frames.map(String)).toEqual(['frame 110', 'frame 111']);
});

test('what has not come yet is waited for, and is silence after a while', () => {
  const buffer = heard([0, 50]);
  const track = new SoundTrack(buffer, options);
  expect(track.take(0, 60 * frameMilliseconds)?.frames).toHaveLength(50);
  expect(track.take(0, 65 * frameMilliseconds)).toBeNull();
  const silent = track.take(0, 80 * frameMilliseconds);
  expect(silent?.firstNumber).toBe(50);
  expect(silent?.frames).toEqual(Array.from({ length: 11 }, () => silentFrame));
  for (let number = 70; number < 90; number += 1) {
    buffer.add(number, frame(number));
  }
  const later = track.take(0, 90 * frameMilliseconds);
  expect(later?.firstNumber).toBe(61);
  expect(later?.frames.map(String).slice(8, 11)).toEqual([String(silentFrame), 'frame 70', 'frame 71']);
});

test('a live video goes on behind a long gap, a recording fills it', () => {
  const live = new SoundTrack(heard([0, 10], [1000, 1010]), { ...options, mostSilentMilliseconds: 2000 });
  const recording = new SoundTrack(heard([0, 10], [1000, 1010]), options);
  live.take(0, 10 * frameMilliseconds);
  recording.take(0, 10 * frameMilliseconds);
  expect(live.take(0, 1010 * frameMilliseconds)?.frames.length).toBeLessThan(100);
  expect(recording.take(0, 1010 * frameMilliseconds)?.frames).toHaveLength(1000);
});

test('where the time of the video stood still, what was heard meanwhile is left out', () => {
  const track = new SoundTrack(heard([0, 1000]), { ...options, mostSilentMilliseconds: 2000 });
  expect(track.take(0, 10 * frameMilliseconds)?.frames).toHaveLength(10);
  const stood = 20 * frameMilliseconds;
  const after = track.take(stood, 35 * frameMilliseconds);
  expect(after?.firstNumber).toBe(30);
  expect(after?.decodeTimeSamples).toBe(10 * 1024);
});

test('a track begins no earlier than it is to', () => {
  const track = new SoundTrack(heard([0, 100]), { ...options, fromMilliseconds: 90 * frameMilliseconds });
  expect(track.take(0, 95 * frameMilliseconds)?.firstNumber).toBe(90);
});

test('privacy leaves nothing of what was heard', () => {
  const buffer = heard([0, 200]);
  buffer.forgetAll();
  for (let number = 200; number < 400; number += 1) {
    buffer.add(number, frame(number));
  }
  expect(Array.from({ length: 200 }, (_, number) => buffer.get(number)).filter((kept) => kept !== null)).toEqual([]);
  expect(String(buffer.get(200))).toBe('frame 200');
  expect(buffer.hasAny(0, 100 * frameMilliseconds)).toBe(false);
});

test('what is kept holds its own bytes alone', () => {
  const buffer = heard([0, 200]);
  const kept = buffer.get(10);
  expect(String(kept)).toBe('frame 10');
  expect(kept?.buffer.byteLength).toBeLessThan(64 * 10);
});

test('what is kept is bounded in time and bytes, and found by its number', () => {
  const buffer = new SoundBuffer(64 * frameMilliseconds);
  for (let number = 0; number < 1000; number += 1) {
    if (number % 3 !== 1) {
      buffer.add(number, frame(number));
    }
  }
  expect(buffer.newest).toBe(999);
  expect(String(buffer.get(998))).toBe('frame 998');
  expect(String(buffer.get(936))).toBe('frame 936');
  expect(buffer.get(937)).toBeNull();
  expect(buffer.get(100)).toBeNull();
  expect(buffer.hasAny(990 * frameMilliseconds, 999 * frameMilliseconds)).toBe(true);
  expect(buffer.hasAny(0, 200 * frameMilliseconds)).toBe(false);
  buffer.add(500, frame(1)); // too late
  expect(buffer.get(500)).toBeNull();
  buffer.forget();
  expect(buffer.get(936)).toBeNull();
  const small = new SoundBuffer(Infinity, 2000);
  for (let number = 0; number < 1000; number += 1) {
    small.add(number, frame(number));
  }
  expect(small.get(0)).toBeNull();
  expect(String(small.get(930))).toBe('frame 930');
});
