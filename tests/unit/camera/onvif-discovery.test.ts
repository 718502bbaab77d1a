import { describe, expect, test } from 'vitest';
import { FakeOnvifCamera, probeMatch } from '../../support/fake-onvif.ts';
import { discoveryIn, firstQuestion, offersAfter } from '../../support/discovery-surroundings.ts';

describe('ONVIF cameras', () => {
  test('one that tells everybody where its video is: at its own address, whatever it says, and without credentials', async () => {
    await using camera = await FakeOnvifCamera.open('127.0.0.2', 'rtsp://admin:1234@192.168.0.64:8554/Streaming/101?a=1&amp;b=2');
    const scopes = 'onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/Yard%20Camera onvif://www.onvif.org/hardware/X1';
    const { done, onQuestion } = firstQuestion((network, probe) =>
      network.say('127.0.0.2', probeMatch(probe, { services: `http://[fe80::1]/onvif ${camera.service}`, scopes })),
    );
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    expect(await offersAfter(done, surroundings)).toEqual([
      { source: 'rtsp://127.0.0.2:8554/Streaming/101?a=1&b=2', name: 'Yard Camera', kind: 'onvif' },
    ]);
    expect(camera.calls).toEqual(['GetCapabilities', 'GetProfiles', 'GetStreamUri']);
    expect(surroundings.onvif.questions).toHaveLength(2);
  });

  test('one that tells only those it knows is offered with its name, for a person to complete', async () => {
    await using camera = await FakeOnvifCamera.open('127.0.0.2', null);
    const { done, onQuestion } = firstQuestion(async (network, probe) => {
      const answer = probeMatch(probe, { services: camera.service, scopes: 'onvif://www.onvif.org/hardware/DS-2CD%zz\u202e' });
      await network.say('127.0.0.2', answer);
      await network.say('127.0.0.2', answer);
      await network.say('127.0.0.3', probeMatch(probe, { services: 'http://192.168.7.7/onvif' }));
    });
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    expect(await offersAfter(done, surroundings)).toEqual([
      { source: 'rtsp://127.0.0.2:554/', name: 'DS-2CD%zz', kind: 'onvif' },
      { source: 'rtsp://127.0.0.3:554/', name: '127.0.0.3', kind: 'onvif' },
    ]);
    expect(camera.calls).toEqual(['GetCapabilities', 'GetProfiles']);
    expect(surroundings.discovery.onvifServiceOf('127.0.0.2')).toBe(camera.service);
    expect(surroundings.discovery.onvifServiceOf('127.0.0.3')).toBeUndefined();
  });

  test('nobody is asked on behalf of another', async () => {
    await using victim = await FakeOnvifCamera.open('127.0.0.4', 'rtsp://127.0.0.4/');
    await using liar = await FakeOnvifCamera.open('127.0.0.2', 'rtsp://127.0.0.2/', victim.service);
    const { done, onQuestion } = firstQuestion(async (network, probe) => {
      await network.say('127.0.0.2', probeMatch(probe, { services: liar.service }));
      await network.say('127.0.0.3', probeMatch(probe, { services: victim.service }));
    });
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    expect((await offersAfter(done, surroundings)).map(({ source }) => source)).toEqual(['rtsp://127.0.0.2:554/', 'rtsp://127.0.0.3:554/']);
    expect(liar.calls).toEqual(['GetCapabilities']);
    expect(victim.calls).toEqual([]);
  });

  test('garbage, other devices, answers to other questions and from other networks are ignored', async () => {
    const { done, onQuestion } = firstQuestion(async (network, probe) => {
      const good = probeMatch(probe, {}).toString();
      const bad = [
        '',
        '\xff\xfe\0garbage',
        '<a><b></a>',
        good.replace(/urn:uuid:[\w-]+/, 'urn:uuid:00000000-0000-0000-0000-000000000000'),
        good.replace('NetworkVideoTransmitter', 'PrintDeviceType'),
        good
          .replace('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "lol">]>')
          .replace('dn:Net', '&a;dn:Net'),
        '<a>'.repeat(15_000),
        `${'<a>'.repeat(8000)}${'</a>'.repeat(8000)}`,
      ];
      for (const message of bad) {
        await network.say('127.0.0.1', Buffer.from(message));
      }
      await network.say('127.0.1.1', Buffer.from(good));
      await network.say('127.0.0.2', Buffer.from(good));
    });
    await using surroundings = await discoveryIn({ onProbe: onQuestion, links: [{ address: '127.0.0.1', network: '127.0.0.0/24' }] });
    expect((await offersAfter(done, surroundings)).map(({ source }) => source)).toEqual(['rtsp://127.0.0.2:554/']);
  });

  test('a network that answers without end gets no more than a home has', async () => {
    const { done, onQuestion } = firstQuestion(async (network, probe) => {
      for (let number = 1; number <= 100; number += 1) {
        await network.say(`127.0.0.${number}`, probeMatch(probe, {}));
      }
    });
    await using surroundings = await discoveryIn({ onProbe: onQuestion });
    expect(await offersAfter(done, surroundings)).toHaveLength(64);
  });
});
