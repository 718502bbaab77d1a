import { expect, test } from 'vitest';
import { AccessUnits } from '../../../main/capture-process/rtsp/access-units.ts';
import { NalDepacketizer } from '../../../main/capture-process/rtsp/nal-depacketizer.ts';

/** Notes what is lost. */
class NotedUnits extends AccessUnits {
  losses = 0;

  constructor() {
    super('h264', () => {});
  }

  override lose(): void {
    this.losses += 1;
    super.lose();
  }
}

test('a unit whose end never comes is given up, and not kept for ever', () => {
  const units = new NotedUnits();
  const depacketizer = new NalDepacketizer('h264', units);
  const indicator = 0x7c; // FU-A
  const begin = Buffer.concat([Buffer.from([indicator, 0x85]), Buffer.alloc(60_000, 1)]);
  const middle = Buffer.concat([Buffer.from([indicator, 0x05]), Buffer.alloc(60_000, 1)]);
  const packet = (sequence: number, payload: Buffer) => ({ payloadType: 96, marker: false, sequence, timestamp: 0, source: 1, payload });
  depacketizer.push(packet(0, begin));
  for (let sequence = 1; sequence < 250; sequence += 1) {
    depacketizer.push(packet(sequence, middle));
  }
  expect(units.losses).toBe(0);
  for (let sequence = 250; sequence < 300; sequence += 1) {
    depacketizer.push(packet(sequence, middle));
  }
  expect(units.losses).toBeGreaterThan(0);
});
