import { describe, expect, it } from 'vitest';
import { PacketHub } from '../../../main/media/packet-hub.ts';
import { UnknownHost } from '../../../main/network/entered-address.ts';
import { SoundBuffer } from '../../../main/media/sound/sound-buffer.ts';
import { frameMilliseconds, samplesPerMillisecond, silentFrame } from '../../../main/media/sound/sound-frame.ts';
import type { RelayFault } from '../../../main/relays/protocol.ts';
import { Relay } from '../../../main/relays/relay.ts';
import { type RelayOwner, RelayRefused } from '../../../main/relays/relay-process-client.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const refused: RelayFault = { step: 'connect', predicate: 'refuses the connection' };

class House {
  readonly clock = new ManualClock();
  isAvailable = true;
  isWanted = false;
  leases = 0;
  /** What the next tries come to. */
  outcomes: ('taken' | RelayFault)[] = [];
  isNamed = true;
  readonly tries: number[] = [];
  readonly sent: number[] = [];
  closed = 0;
  owner: RelayOwner | null = null;
  readonly hub = new PacketHub((areWanted) => (this.isWanted = areWanted));
  readonly relay: Relay;
  #sequence = 0;

  readonly heard = new SoundBuffer(10_000);
  isSoundOn = false;
  /** Whether the server was offered sound, each time. */
  readonly offeredSound: boolean[] = [];
  readonly sentSounds: { readonly firstSample: number; readonly data: Uint8Array }[] = [];
  takeOpus: ((frame: { firstSample: number; data: Buffer }) => void) | null = null;

  constructor(enabled = true, { url = 'rtmp://nas.home/live/key', sound = true } = {}) {
    this.relay = new Relay({
      relay: { relay_id: 'r', name: 'Server', url, bearer_token: '', camera_id: 'main', rendition: 'full', sound, enabled },
      camera: () => ({
        isAvailable: this.isAvailable,
        acquire: () => {
          this.leases += 1;
          return { release: () => (this.leases -= 1) };
        },
        packetsOf: () => ({ subscribe: (options) => this.hub.subscribe(options), requestKeyframe: () => {} }),
        sound: {
          isOn: this.isSoundOn,
          heard: this.isSoundOn ? this.heard : null,
          takeOpus: (take) => {
            this.takeOpus = take;
            return () => (this.takeOpus = null);
          },
        },
      }),
      connections: {
        open: async (_id, _server, format, owner) => {
          if (!this.isNamed) {
            throw new UnknownHost('there is no nas.home on the network');
          }
          this.offeredSound.push(format.hasSound);
          this.tries.push(this.clock.monotonicMilliseconds());
          const outcome = this.outcomes.shift() ?? 'taken';
          if (outcome !== 'taken') {
            throw new RelayRefused(outcome);
          }
          this.owner = owner;
          return format.hasSound;
        },
        send: (_id, picture) => this.sent.push(picture.captureMilliseconds),
        sendSound: (_id, sent) => this.sentSounds.push(sent),
        closeRelay: () => (this.closed += 1),
      },
      clock: this.clock,
      logger: silentLogger,
    });
  }

  /** Pictures come every 100 ms. */
  get newestMilliseconds(): number {
    return this.#sequence * 100;
  }

  async show(isKeyframe: boolean): Promise<void> {
    this.#sequence += 1;
    const sets = isKeyframe ? '00000001' + '6742c00cd9' + '00000001' + '68cb83cb20' : '';
    this.hub.publish({
      annexB: Buffer.from(`${sets}00000001${isKeyframe ? '65' : '41'}88`, 'hex'),
      isKeyframe,
      captureMilliseconds: this.newestMilliseconds,
      sequence: this.#sequence,
      size: { widthPixels: 320, heightPixels: 240 },
    });
    await this.clock.advance(0);
  }
}

describe('a relay', () => {
  it('needs the camera, and publishes from the keyframe on', async () => {
    const house = new House();
    house.relay.follow();
    expect([house.relay.state, house.leases, house.isWanted]).toEqual(['waiting', 1, true]);
    await house.show(false);
    expect(house.tries).toEqual([]);
    await house.show(true);
    await house.show(false);
    expect([house.relay.state, house.sent]).toEqual(['publishing', [200, 300]]);
    house.owner?.onProgress(700, 2);
    expect([house.relay.sentBytes, house.relay.lostPictures, house.relay.fault]).toEqual([700, 2, null]);
    house.relay.close();
    expect([house.leases, house.isWanted, house.closed]).toEqual([0, false, 1]);
    expect(house.clock.pendingTimers).toBe(0);
  });

  it('tries a server that is gone at growing distances, and encodes nothing in between', async () => {
    const house = new House();
    house.outcomes = Array.from({ length: 7 }, () => refused);
    house.relay.follow();
    for (let second = 0; second < 64; second += 1) {
      await house.show(true);
      expect(house.isWanted).toBe(house.relay.state !== 'failing');
      await house.clock.advance(500);
    }
    const distances = house.tries.slice(1, 8).map((at, index) => at - (house.tries[index] ?? 0));
    expect(distances).toEqual([500, 1000, 2000, 2500, 2500, 2500, 2500]);
    expect([house.relay.state, house.relay.reconnects, house.relay.fault]).toEqual(['publishing', 0, null]);
    // It was there long enough: the next try is soon again.
    house.owner?.onEnded({ step: 'send', predicate: 'broke the connection off' });
    expect([house.relay.state, house.relay.fault?.step]).toEqual(['failing', 'send']);
    await house.clock.advance(500);
    await house.show(true);
    expect([house.relay.state, house.relay.reconnects]).toEqual(['publishing', 1]);
    house.relay.close();
  });

  it('leaves a server that says no alone for up to a minute', async () => {
    const house = new House();
    house.outcomes = Array.from({ length: 9 }, () => ({ step: 'publish', predicate: 'does not allow it' }) as const);
    house.relay.follow();
    for (let second = 0; second < 240; second += 1) {
      await house.show(true);
      await house.clock.advance(500);
    }
    const distances = house.tries.slice(1, 9).map((at, index) => at - (house.tries[index] ?? 0));
    expect(distances).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000]);
    house.relay.close();
    expect(house.clock.pendingTimers).toBe(0);
  });

  it('rests while nobody gets the camera, and takes a stop by a person for one', async () => {
    const house = new House();
    house.relay.follow();
    await house.show(true);
    house.isAvailable = false;
    house.leases = 0; // a stop ends every need
    house.relay.cameraStopped();
    expect([house.relay.state, house.isWanted, house.closed]).toEqual(['waiting', false, 1]);
    house.relay.follow();
    expect(house.isWanted).toBe(false);
    house.isAvailable = true;
    house.leases = 0;
    house.relay.follow();
    await house.show(true);
    expect([house.relay.state, house.leases]).toEqual(['publishing', 1]);
    house.relay.close();
  });

  it('begins anew when the video became another one, and says what it cannot find', async () => {
    const house = new House();
    house.isNamed = false;
    house.relay.follow();
    await house.show(true);
    expect(house.relay.fault).toEqual({ step: 'look_up', predicate: 'is not known on the network' });
    house.isNamed = true;
    await house.clock.advance(500);
    await house.show(true);
    expect([house.relay.state, house.relay.fault]).toEqual(['publishing', null]);
    house.owner?.onEnded(null);
    expect(house.relay.fault).toBeNull();
    await house.clock.advance(500);
    await house.show(true);
    expect(house.relay.state).toBe('publishing');
    house.relay.close();
  });

  it('is off where it is not enabled', () => {
    const house = new House(false);
    house.relay.follow();
    expect([house.relay.state, house.leases, house.isWanted]).toEqual(['off', 0, false]);
  });

  it('has the microphone open while the server takes sound, and sends what belongs to the pictures', async () => {
    const house = new House();
    house.isSoundOn = true;
    house.outcomes = [refused];
    house.relay.follow();
    await house.show(true);
    expect([house.relay.state, house.hub.isHeard]).toEqual(['failing', false]);
    await house.clock.advance(500);
    expect(house.hub.isHeard).toBe(false); // it waits for its first picture
    await house.show(true);
    expect([house.relay.state, house.hub.isHeard, house.offeredSound]).toEqual(['publishing', true, [true, true]]);
    const began = house.newestMilliseconds;
    for (let number = Math.floor(began / frameMilliseconds); number * frameMilliseconds < began + 100; number += 1) {
      house.heard.add(number, Buffer.from([number]));
    }
    await house.show(false);
    const times = house.sentSounds.map(({ firstSample }) => firstSample / samplesPerMillisecond);
    expect(times.length).toBeGreaterThanOrEqual(4);
    expect(times.every((time) => time >= began && time < began + 100)).toBe(true);
    // Switched off it is silence; the microphone is the camera's to close.
    house.isSoundOn = false;
    house.relay.follow();
    for (let picture = 0; picture < 6; picture += 1) {
      await house.show(false);
    }
    expect(house.sentSounds.at(-1)?.data).toEqual(silentFrame);
    expect([house.relay.state, house.tries.length]).toEqual(['publishing', 2]);
    house.relay.close();
    expect(house.hub.isHeard).toBe(false);
  });

  it('begins anew when sound is switched on, with Opus by WHIP, and never where it shall send none', async () => {
    const house = new House(true, { url: 'https://nas.home/whip' });
    house.relay.follow();
    await house.show(true);
    expect([house.hub.isHeard, house.offeredSound]).toEqual([false, [false]]);
    house.isSoundOn = true;
    house.relay.follow();
    await house.clock.advance(500);
    await house.show(true);
    expect([house.relay.state, house.relay.fault, house.hub.isHeard, house.offeredSound]).toEqual([
      'publishing',
      null,
      true,
      [false, true],
    ]);
    house.takeOpus?.({ firstSample: 960, data: Buffer.from([1]) });
    expect(house.sentSounds).toEqual([{ firstSample: 960, data: Buffer.from([1]) }]);
    house.relay.close();
    expect(house.takeOpus).toBeNull();

    const silent = new House(true, { sound: false });
    silent.isSoundOn = true;
    silent.relay.follow();
    await silent.show(true);
    silent.relay.follow();
    expect([silent.relay.state, silent.hub.isHeard, silent.offeredSound]).toEqual(['publishing', false, [false]]);
    silent.relay.close();
  });
});
