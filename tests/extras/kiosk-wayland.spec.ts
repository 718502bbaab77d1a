import { once } from 'node:events';
import { expect } from '@playwright/test';
import { isRealElectron, kioskHost, test } from '../support/kiosk.ts';
import { smallScreen } from '../support/kiosk-screens.ts';
import { compositorName, hasCompositor, WaylandCompositor } from '../support/wayland-compositor.ts';

test.describe(`kiosk in a Wayland session (${compositorName ?? 'no compositor'}) on the ${kioskHost}`, () => {
  test.skip(!isRealElectron || !hasCompositor, 'needs a real Electron, labwc or sway, swayidle and wtype');

  test('keeps the screen from going dark from the moment that somebody is before it, until the desktop is to decide', async ({
    openKiosk,
  }) => {
    await using session = await WaylandCompositor.start(smallScreen);
    // Chromium's own account of what it asks of the compositor.
    const kiosk = await openKiosk(smallScreen, { environment: { ...session.environment, WAYLAND_DEBUG: '1' } });
    const asked = (request: string): number => kiosk.process.stderr.split(request).length - 1;
    await expect(kiosk.picture).toBeVisible();
    // Nobody has touched anything, and there is no keyboard: no window has the focus.
    expect(asked('.create_inhibitor(')).toBe(0);
    const keyboard = session.run('wtype', Array.from({ length: 200 }, () => ['-k', 'Shift_L', '-s', '500']).flat());
    await expect.poll(() => asked('.create_inhibitor(')).toBeGreaterThan(0);
    keyboard.kill();
    await once(keyboard, 'close');

    const idle = session.run('swayidle', ['timeout', '1', 'echo the screen goes dark']);
    let said = '';
    idle.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
    const dark = once(idle.stdout ?? process.stdin, 'data');
    // As long as several of these take, nothing happens.
    for (let times = 0; times < 3; times += 1) {
      await kiosk.page.screenshot();
    }
    expect(said).toBe('');
    const reply = await fetch(`${kiosk.process.url}/settings`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kiosk: { screen_blanking: 'system' } }),
    });
    expect(reply.status).toBe(200);
    await dark;
    expect(said).toBe('the screen goes dark\n');
  });

  test('ends with the session, and leaves no process behind', async ({ openKiosk }) => {
    await using session = await WaylandCompositor.start(smallScreen);
    const kiosk = await openKiosk(smallScreen, { environment: session.environment });
    await expect(kiosk.picture).toBeVisible();
    await session.end();
    await kiosk.process.exited;
    await expect.poll(() => kiosk.process.processIds()).toEqual([]);
  });
});
