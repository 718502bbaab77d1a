import { describe, expect, test } from 'vitest';
import { describeNotice } from '../../../renderer/state/notice-words.ts';
import { isOvertaken } from '../../../renderer/state/status-order.ts';
import { initialStreamView } from '../../../renderer/state/stream-view.ts';
import { describeFailure, describeIndicators, isAmiss, picturePhase } from '../../../renderer/state/descriptions.ts';
import { de } from '../../../renderer/text/de.ts';
import { en } from '../../../renderer/text/en.ts';
import { CallError, NoAnswerError } from '../../../renderer/transport/petlog-client.ts';
import { cameraStates } from '../../../shared/api.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { busEvents } from '../../../shared/events.ts';
import { liveStatus } from './status.ts';

const values = (...input: Parameters<typeof describeIndicators>): string[] => describeIndicators(...input).map(({ value }) => value);

describe('indicators', () => {
  test('say what the status says', () => {
    expect(values('connected', liveStatus(), en)).toEqual(['Connected', 'Live', 'Not recording']);
    expect(values('connected', liveStatus({ recording: true, state: 'lost' }), en)).toEqual(['Connected', 'Lost', 'Recording']);
    expect(values('connected', liveStatus({ storage_enabled: false, state: 'stopped' }), en)).toEqual([
      'Connected',
      'Stopped',
      'Recording off',
    ]);
  });

  test('claim nothing without a connection', () => {
    expect(values('disconnected', liveStatus({ recording: true }), en)).toEqual(['Disconnected', 'Unknown', 'Unknown']);
    expect(values('connecting', null, en)).toEqual(['Connecting', 'Unknown', 'Unknown']);
  });

  test('that are seen where all is silent are those of what is amiss', () => {
    for (const connection of ['connecting', 'connected', 'disconnected'] as const) {
      for (const state of cameraStates) {
        const tones = describeIndicators(connection, liveStatus({ state }), en).map(({ tone }) => tone);
        expect(isAmiss(connection, liveStatus({ state })), `${connection}, ${state}`).toBe(tones.includes('bad'));
      }
    }
    expect(isAmiss('connected', null)).toBe(false);
  });

  test('differ by icon and not only by colour', () => {
    const icons = cameraStates.map((state) => describeIndicators('connected', liveStatus({ state }), en)[1]);
    expect(new Set(icons.map((indicator) => `${indicator?.icon} ${indicator?.value}`)).size).toBe(cameraStates.length);
  });
});

describe('the place of the picture', () => {
  const watching = { ...initialStreamView, watching: true };

  test.each([
    ['connecting', 'connecting', null, initialStreamView],
    ['disconnected', 'disconnected', liveStatus(), watching],
    ['stopped', 'connected', liveStatus({ state: 'stopped' }), initialStreamView],
    ['stopped', 'connected', liveStatus(), { ...initialStreamView, stopping: true }],
    ['paused', 'connected', liveStatus(), initialStreamView],
    ['starting', 'connected', liveStatus({ state: 'stopped' }), watching],
    ['live', 'connected', liveStatus(), watching],
    ['lost', 'connected', liveStatus({ state: 'lost' }), watching],
  ] as const)('is %s', (phase, connection, status, view) => {
    expect(picturePhase(connection, status, view)).toBe(phase);
  });
});

describe('failures', () => {
  test("are told in PetLog's own words", () => {
    expect(describeFailure(new CallError('storage_full', 'Only 3 MB are free.'), en)).toBe('Only 3 MB are free.');
  });

  test('of the link are told in ours', () => {
    expect(describeFailure(new CallError('unreachable', 'TypeError: fetch failed'), en)).toBe(en.messages.unreachable);
    expect(describeFailure(new NoAnswerError('TimeoutError', 15), en)).toMatch(/within 15 s/);
    expect(describeFailure(new CallError('unexpected_answer', 'HTTP 502'), en)).toMatch(/HTTP 502/);
  });
});

describe('notices', () => {
  const notice = (name: string, data: Record<string, unknown>) =>
    describeNotice({ id: 'event', name, at: '2026-05-01T12:00:00Z', camera_id: null, data }, en, 'en-US');

  test('tell how long and large a saved recording is', () => {
    const data = busEvents['recording.finished'].parse({
      recording_id: 'a',
      recording_path: 'recordings/cat.mp4',
      duration_seconds: 12.6,
      size_bytes: 3_400_000,
      reason: 'stopped',
      automatic: false,
    });
    expect(notice('recording.finished', data)).toEqual({
      tone: 'information',
      text: 'Recording saved (00:13, 3.4 MB).',
      recordingId: 'a',
    });
  });

  test('tell of a film, which nobody recorded, that it is ready', () => {
    const data = {
      recording_id: 'a',
      recording_path: 'recordings/day_2026-05-01.mp4',
      duration_seconds: 60,
      size_bytes: 3_400_000,
      reason: 'timelapse',
      automatic: false,
    };
    expect(notice('recording.finished', data)).toEqual({ tone: 'information', text: en.playing.filmReady, recordingId: 'a' });
  });

  test('tell of a recording that failed, with the reason', () => {
    expect(notice('recording.failed', { recording_id: 'a', code: 'recording_failed', reason: 'The disk is gone.' })).toMatchObject({
      tone: 'error',
      text: expect.stringContaining('The disk is gone.'),
    });
  });

  test('tell of a recording that failed in the language of the reader', () => {
    const data = busEvents['recording.failed'].parse({
      recording_id: 'a',
      code: 'storage_full',
      reason: new PetLogError('storage_full', { freeMegabytes: 3, path: '/data', minimumMegabytes: 500 }).message,
    });
    expect(
      describeNotice({ id: 'event', name: 'recording.failed', at: '2026-05-01T12:00:00Z', camera_id: 'main', data }, de, 'de-DE')?.text,
    ).toMatch(/^Die Aufnahme .*Auf dem Datenträger von \/data sind nur 3 MB frei/);
  });

  test('leave alone what the status shows, and what they do not know', () => {
    expect(notice('camera.live', {})).toBeUndefined();
    expect(notice('toString', {})).toBeUndefined();
  });
});

test('a status is overtaken by a newer one, unless the clock was set', () => {
  const at = (server_time: string) => ({ server_time });
  expect(isOvertaken(at('2026-05-01T12:00:00.000Z'), at('2026-05-01T12:00:00.100Z'))).toBe(true);
  expect(isOvertaken(at('2026-05-01T12:00:00.100Z'), at('2026-05-01T12:00:00.100Z'))).toBe(false);
  expect(isOvertaken(at('2026-05-01T12:00:00.200Z'), at('2026-05-01T12:00:00.100Z'))).toBe(false);
  expect(isOvertaken(at('2020-01-01T00:00:00.000Z'), at('2026-05-01T12:00:00.000Z'))).toBe(false);
});
