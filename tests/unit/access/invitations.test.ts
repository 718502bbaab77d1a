import { describe, expect, it } from 'vitest';
import { Invitations } from '../../../main/access/invitations.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { days, refusalOf } from '../../support/open-access.ts';

function setUp() {
  const clock = new ManualClock();
  return { clock, invitations: new Invitations(clock) };
}

/** A code that is none of these. */
const wrong = (...codes: string[]): string =>
  Array.from({ length: 5 }, (_, index) => String(index).repeat(6)).find((code) => !codes.includes(code)) ?? '';

describe('invitations', () => {
  it('let one device in, once, with the role they were made for', () => {
    const { invitations } = setUp();
    const { code, invitation_id, state, tries_left } = invitations.create({ role: 'admin', cameraIds: null });
    expect({ code: /^\d{6}$/.test(code), state, tries_left }).toEqual({ code: true, state: 'open', tries_left: 5 });
    expect(invitations.redeem(code, 'Phone')?.role).toBe('admin');
    expect(invitations.redeem(code, 'Thief')).toBeNull();
    expect(invitations.find(invitation_id)).toMatchObject({ state: 'used', device_name: 'Phone' });
  });

  it('last two minutes', async () => {
    const { invitations, clock } = setUp();
    const { code, expires_at, invitation_id } = invitations.create({ role: 'viewer', cameraIds: null });
    expect(Date.parse(expires_at) - clock.nowMicroseconds() / 1000).toBe(120_000);
    await clock.advance(119_999);
    expect(invitations.find(invitation_id).state).toBe('open');
    await clock.advance(1);
    expect(invitations.find(invitation_id).state).toBe('expired');
    expect(invitations.redeem(code, 'Phone')).toBeNull();
  });

  it('do not end earlier or later on a clock that is set', () => {
    const { invitations, clock } = setUp();
    const { code, invitation_id } = invitations.create({ role: 'viewer', cameraIds: null });
    clock.jump(365 * days);
    expect(invitations.find(invitation_id).state).toBe('open');
    clock.jump(-730 * days);
    expect(invitations.redeem(code, 'Phone')?.role).toBe('viewer');
  });

  it('bear five wrong codes: the right one comes too late then', () => {
    const { invitations } = setUp();
    const { code, invitation_id } = invitations.create({ role: 'viewer', cameraIds: null });
    const left = Array.from({ length: 5 }, () => {
      invitations.redeem(wrong(code), 'Guesser');
      const { tries_left, state } = invitations.find(invitation_id);
      return [tries_left, state];
    });
    expect(left).toEqual([
      [4, 'open'],
      [3, 'open'],
      [2, 'open'],
      [1, 'open'],
      [0, 'refused'],
    ]);
    expect(invitations.redeem(code, 'Phone')).toBeNull();
  });

  it("each lose a try by a wrong code, and none by one that is another one's", () => {
    const { invitations } = setUp();
    const [first, second] = [
      invitations.create({ role: 'viewer', cameraIds: null }),
      invitations.create({ role: 'admin', cameraIds: null }),
    ];
    invitations.redeem(wrong(first.code, second.code), 'Guesser');
    expect(invitations.redeem(second.code, 'Phone')?.role).toBe('admin');
    expect(invitations.find(first.invitation_id).tries_left).toBe(4);
    expect(invitations.redeem(first.code, 'Tablet')?.role).toBe('viewer');
  });

  it('are three at most at a time, with three codes', async () => {
    const { invitations, clock } = setUp();
    const [first, second, third] = Array.from({ length: 3 }, () => invitations.create({ role: 'viewer', cameraIds: null }));
    expect(new Set([first?.code, second?.code, third?.code]).size).toBe(3);
    expect(await refusalOf(() => invitations.create({ role: 'viewer', cameraIds: null }))).toBe('too_many_invitations');
    invitations.cancel(first?.invitation_id ?? '');
    invitations.create({ role: 'viewer', cameraIds: null });
    invitations.redeem(second?.code ?? '', 'Phone');
    invitations.create({ role: 'viewer', cameraIds: null });
    expect(await refusalOf(() => invitations.create({ role: 'viewer', cameraIds: null }))).toBe('too_many_invitations');
    await clock.advance(120_000);
    invitations.create({ role: 'viewer', cameraIds: null });
  });

  it('can be taken back while they are open, and stay what they became afterwards', () => {
    const { invitations } = setUp();
    const [taken, used] = [
      invitations.create({ role: 'viewer', cameraIds: null }),
      invitations.create({ role: 'viewer', cameraIds: null }),
    ];
    expect(invitations.cancel(taken.invitation_id).state).toBe('cancelled');
    expect(invitations.redeem(taken.code, 'Phone')).toBeNull();
    invitations.redeem(used.code, 'Phone');
    expect(invitations.cancel(used.invitation_id).state).toBe('used');
  });

  it('never show their code again', () => {
    const { invitations } = setUp();
    const { code, invitation_id } = invitations.create({ role: 'viewer', cameraIds: null });
    expect(Object.values(invitations.find(invitation_id)).map(String)).not.toContain(code);
    expect(invitations.cancel(invitation_id)).not.toHaveProperty('code');
  });

  it('are not found under another id', async () => {
    const { invitations } = setUp();
    expect(await refusalOf(() => invitations.find('__proto__'))).toBe('invitation_not_found');
    expect(await refusalOf(() => invitations.cancel(''))).toBe('invitation_not_found');
  });

  it('do not take an empty or a longer code, nor one in other digits', () => {
    const { invitations } = setUp();
    const { code } = invitations.create({ role: 'viewer', cameraIds: null });
    expect([`${code} `, `${code}0`, code.slice(1), ''].map((guess) => invitations.redeem(guess, 'Guesser'))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
