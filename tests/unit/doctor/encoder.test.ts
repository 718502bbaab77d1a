import { describe, expect, test } from 'vitest';
import { checkEncoder } from '../../../main/doctor/checks/encoder.ts';
import type { Subject } from '../../../main/doctor/subject.ts';
import type { FakeMachineOptions } from '../../support/fake-machine.ts';
import { find, pi } from './machine-with-cameras.ts';

test.each([
  ['rpicam', 'h264'],
  ['rtsp://camera.example/1', 'auto'],
] as const)('of %s, which gives H.264 itself (%s), is for the smaller sizes alone', async (source, codec) => {
  const subject: Partial<Subject> = {
    async askProcess(words) {
      expect(words).toEqual(['smaller-encoders', '1280', '720', '15', '2000', '360']);
      return JSON.stringify({ hardware: false, software: true, load: { cpuMillisecondsPerPicture: 4, cores: 4 } });
    },
  };
  const camera = { source, codec };
  expect(await find(checkEncoder, { subject, config: { camera } })).toMatchObject({
    status: 'ok',
    summary: expect.stringMatching(/recorded as it is\. Encoding 360p for slow networks takes 6 % of one core/) as string,
  });
  const asksNobody: Partial<Subject> = { askProcess: () => Promise.reject(new Error('nothing is encoded')) };
  expect(await find(checkEncoder, { subject: asksNobody, config: { camera, video: { renditions: [] } } })).toMatchObject({
    status: 'ok',
    summary: expect.stringMatching(/recorded as it is\.$/) as string,
  });
});

describe('the encoder', () => {
  const answer = (hardware: boolean, software: boolean, cpuMillisecondsPerPicture = 12): Partial<Subject> => ({
    async askProcess(words) {
      expect(words).toEqual(['encoder', '1280', '720', '15', '2000', '360']);
      return JSON.stringify({ hardware, software, load: hardware || software ? { cpuMillisecondsPerPicture, cores: 4 } : null });
    },
  });

  test.each<[string, FakeMachineOptions, string, string, string | null]>([
    ['hardware', { subject: answer(true, true) }, 'ok', 'by the hardware (h264_v4l2m2m)', null],
    ['libx264 where there is no hardware', { files: pi, subject: answer(false, true) }, 'ok', 'by the processor (libx264)', null],
    [
      'libx264 though there is hardware',
      { files: { ...pi, '/dev/video11': '' }, subject: answer(false, true) },
      'warning',
      'is there, but does not work',
      '1920x1080',
    ],
    [
      'room for it',
      { files: pi, subject: answer(false, true) },
      'ok',
      'Encoding, with 360p beside it, takes 18 % of one core while somebody watches or records; the machine has 4.',
      null,
    ],
    [
      'too little room for it',
      { files: pi, subject: answer(false, true, 140) },
      'warning',
      'takes 210 % of one core',
      'Choose a smaller resolution or fewer frames per second in the settings, or fewer sizes of the live video in the configuration file (video.renditions).',
    ],
    ['none', { files: pi, subject: answer(false, false) }, 'problem', 'Nothing here encodes H.264 at 1280x720', 'a usual resolution'],
  ])('%s', async (_case, options, status, summary, advice) => {
    expect(await find(checkEncoder, options)).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    });
  });
});

describe('the encoder of a camera on the network', () => {
  const config = { camera: { source: 'rtsp://192.168.1.20/stream' } };
  const gives = (codec: 'h264' | 'h265' | null, cpuMillisecondsPerPicture = 12): Partial<Subject> => ({
    tryCameraVideo: async () => (codec === null ? null : { codec, widthPixels: 2560, heightPixels: 1440 }),
    async askProcess(words) {
      const asked = codec === 'h264' ? ['smaller-encoders', '2560', '1440'] : ['encoder', '1920', '1080'];
      expect(words).toEqual([...asked, '15', '2000', '360']);
      return JSON.stringify({ hardware: false, software: true, load: { cpuMillisecondsPerPicture, cores: 4 } });
    },
  });

  test.each<[string, Partial<Subject>, string, string, string | null]>([
    ['that gives H.264', gives('h264'), 'ok', 'The camera gives H.264 itself', null],
    ['that shows nothing in time', gives(null), 'ok', 'it did not show in time what that is', null],
    [
      'that gives H.265',
      gives('h265'),
      'ok',
      'The camera gives H.265 itself, which is recorded as it is; for browsers that cannot play it live, H.264 at 1920x1080 is encoded. Encoding, with 360p beside it, takes 18 % of one core',
      null,
    ],
    [
      'that gives H.265, where that is too much',
      gives('h265', 200),
      'warning',
      'takes 300 % of one core',
      'Choose H.264 in the settings of the camera',
    ],
  ])('%s', async (_case, subject, status, summary, advice) => {
    expect(await find(checkEncoder, { config, subject })).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    });
  });
});
