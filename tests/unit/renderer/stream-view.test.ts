import { describe, expect, test } from 'vitest';
import { initialStreamView, reduceStreamView, type StreamView, type StreamViewEvent } from '../../../renderer/state/stream-view.ts';
import { liveStatus } from './status.ts';

const status = (changes: Parameters<typeof liveStatus>[0] = {}): StreamViewEvent => ({ type: 'status', status: liveStatus(changes) });
const live = status();
const started = status({ explicitly_started: true, active_streams: 0 });
const idle = { state: 'stopped', active_streams: 0 } as const;
const resting = status(idle);
const stopped = status({ ...idle, explicitly_stopped: true });

const after = (...events: StreamViewEvent[]): StreamView => events.reduce(reduceStreamView, initialStreamView);

describe('on arrival', () => {
  test('opens the stream of a camera that runs, once', () => {
    expect(after(live, live, live)).toMatchObject({ watching: true, opening: 1 });
  });

  test('opens it also for a camera that is starting or lost', () => {
    expect(after(status({ state: 'starting' })).watching).toBe(true);
    expect(after(status({ state: 'lost' })).watching).toBe(true);
  });

  test('starts a camera that rests because nobody watched', () => {
    expect(after(resting, resting, live)).toMatchObject({ watching: true, opening: 1, starting: false });
  });

  test('does not start a camera that somebody stopped', () => {
    expect(after(stopped, stopped)).toMatchObject({ watching: false, opening: 0 });
  });

  test('does not ask again and again for one that cannot be had', () => {
    expect(after(resting, { type: 'picture-failed' }, resting, resting)).toMatchObject({ watching: false, opening: 1 });
  });
});

describe('start', () => {
  test('opens the stream', () => {
    expect(after(stopped, { type: 'started', state: 'stopped' })).toMatchObject({ watching: true, opening: 1 });
  });

  test('survives a word of `stopped` that is older than it', () => {
    expect(after(stopped, { type: 'started', state: 'stopped' }, stopped, live)).toMatchObject({ watching: true, opening: 1 });
  });

  test('believes `stopped` again after the camera ran', () => {
    expect(after(stopped, { type: 'started', state: 'stopped' }, live, stopped).watching).toBe(false);
  });

  test('starts a camera that somebody stopped, until it runs', () => {
    const pressed = after(stopped, { type: 'started', state: 'stopped' }, stopped);
    expect(pressed.pressed).toBe(true);
    expect(reduceStreamView(pressed, { type: 'retry' })).toMatchObject({ opening: 2, pressed: true });
    expect(reduceStreamView(pressed, live)).toMatchObject({ opening: 1, pressed: false });
    expect(reduceStreamView(pressed, { type: 'stop-requested' }).pressed).toBe(false);
  });

  test('of the camera is no press where nobody asked for the picture', () => {
    expect(after(live, { type: 'retry' }).pressed).toBe(false);
    expect(after(resting).pressed).toBe(false);
    expect(after(stopped, live).pressed).toBe(false);
  });

  test('does not open a second time when the push came before the answer', () => {
    expect(after(stopped, started, { type: 'started', state: 'starting' })).toMatchObject({ watching: true, opening: 1 });
  });
});

describe('stop', () => {
  test('by somebody else ends watching', () => {
    expect(after(live, stopped).watching).toBe(false);
  });

  test('by this screen ends watching at once, whatever older statuses say', () => {
    expect(after(live, { type: 'stop-requested' }, live, started)).toMatchObject({ watching: false, opening: 1 });
  });

  test('is followed by the picture again when somebody starts the camera or watches it', () => {
    expect(after(live, stopped, started).watching).toBe(true);
    expect(after(live, stopped, live).watching).toBe(true);
    expect(after(live, stopped, status({ active_streams: 0, recording: true })).watching).toBe(true);
  });

  test('is not undone by a camera that runs for a snapshot only', () => {
    expect(after(live, stopped, status({ active_streams: 0 })).watching).toBe(false);
  });

  test('that ends by itself is followed by the picture, on every screen that is open', () => {
    expect(after(live, stopped, resting, resting, live)).toMatchObject({ watching: true, opening: 2 });
    expect(after(stopped, resting)).toMatchObject({ watching: true, opening: 1 });
    expect(after(live, stopped, { type: 'hidden' }, resting)).toMatchObject({ watching: false, returns: true });
  });

  test('counts from its answer on, so that a start behind it is seen', () => {
    const answered: StreamViewEvent = { type: 'stop-answered', status: liveStatus({ ...idle, explicitly_stopped: true }) };
    expect(after(live, { type: 'stop-requested' }, answered, started)).toMatchObject({ watching: true, opening: 2 });
  });

  test('that failed leaves the decision to the next status', () => {
    expect(after(live, { type: 'stop-requested' }, { type: 'stop-failed' }).watching).toBe(false);
    expect(after(live, { type: 'stop-requested' }, { type: 'stop-failed' }, live).watching).toBe(true);
    expect(after(live, { type: 'stop-requested' }, { type: 'stop-failed' }, stopped).watching).toBe(false);
  });
});

describe('a broken connection', () => {
  const broken: StreamViewEvent = { type: 'disconnected' };

  test('opens the stream anew when the camera still runs', () => {
    expect(after(live, broken, live)).toMatchObject({ watching: true, opening: 2 });
  });

  test('goes on watching after a restart of PetLog', () => {
    expect(after(live, broken, resting)).toMatchObject({
      watching: true,
      opening: 2,
    });
  });

  test('survives several words of `stopped` after a restart, until the camera runs', () => {
    const fresh = resting;
    expect(after(live, broken, fresh, fresh, live)).toMatchObject({ watching: true, opening: 2 });
  });

  test('stays closed when somebody stopped the camera meanwhile', () => {
    expect(after(live, broken, stopped).watching).toBe(false);
  });

  test('stays closed after a restart when it was closed before', () => {
    expect(after(live, stopped, broken, stopped).watching).toBe(false);
  });

  test('counts from its beginning, however often it is reported', () => {
    const again: StreamViewEvent = { type: 'disconnected' };
    expect(after(live, broken, again, resting).watching).toBe(true);
  });
});

describe('the picture', () => {
  test('is requested anew by refresh and by a retry', () => {
    expect(after(live, { type: 'refresh' }).opening).toBe(2);
    expect(after(live, { type: 'picture-failed' }, { type: 'retry' }).opening).toBe(2);
  });

  test('is not retried after a stop', () => {
    expect(after(live, { type: 'picture-failed' }, stopped, { type: 'retry' })).toMatchObject({ watching: false, opening: 1 });
  });

  test('that fails right after a start makes the next `stopped` count', () => {
    expect(after(stopped, { type: 'started', state: 'stopped' }, { type: 'picture-failed' }, stopped).watching).toBe(false);
  });
});

describe('privacy', () => {
  const hidden = status({ privacy: true, state: 'stopped', active_streams: 0 });

  test('is over, and the camera stopped, while the connection was broken: nothing is opened', () => {
    const asleep: StreamViewEvent = { type: 'disconnected' };
    expect(after(live, hidden, asleep, stopped)).toMatchObject({ watching: false, resumes: false, opening: 1 });
    expect(after(live, hidden, asleep, started)).toMatchObject({ watching: true, resumes: false, opening: 2 });
  });

  test('takes the picture away, and it comes back with the camera', () => {
    expect(after(live, hidden)).toMatchObject({ watching: false, opening: 1 });
    expect(after(live, hidden, hidden, resting)).toMatchObject({ watching: true, opening: 2 });
    expect(after(live, hidden, resting, resting, live)).toMatchObject({ watching: true, opening: 2 });
  });

  test('gives no picture to a screen where somebody had stopped the camera before', () => {
    expect(after(stopped, hidden, stopped).watching).toBe(false);
    expect(after(hidden, stopped).watching).toBe(false);
    expect(after(hidden, resting).watching).toBe(true);
    expect(after(hidden, started).watching).toBe(true);
  });

  test('nobody watches while it is on, whatever else is told', () => {
    expect(after(live, { type: 'disconnected' }, hidden, { type: 'retry' }).watching).toBe(false);
    expect(after(live, hidden, hidden).watching).toBe(false);
  });
});

describe('a hidden page', () => {
  const hidden: StreamViewEvent = { type: 'hidden' };
  const shown = (changes: Parameters<typeof liveStatus>[0] = {}): StreamViewEvent => ({ type: 'shown', status: liveStatus(changes) });
  const stoppedByPerson = { ...idle, explicitly_stopped: true } as const;

  test('holds no stream, and has its picture again when it comes back', () => {
    expect(after(live, hidden, live, live)).toMatchObject({ watching: false, opening: 1 });
    expect(after(live, hidden, live, shown())).toMatchObject({ watching: true, opening: 2, hidden: false });
  });

  test('that was opened in the background opens nothing until it is seen', () => {
    expect(after(hidden, live, live)).toMatchObject({ watching: false, opening: 0 });
    expect(after(hidden, live, shown())).toMatchObject({ watching: true, opening: 1 });
    expect(after(hidden, status(idle), shown(idle))).toMatchObject({ watching: true, opening: 1, starting: true });
  });

  test('starts a camera again that only rests because nobody watched', () => {
    expect(after(live, hidden, status(idle), shown(idle), status(idle), live)).toMatchObject({ watching: true, opening: 2 });
  });

  test('starts a camera again that went to rest before the picture that it asked for arrived', () => {
    const asked = after(live, hidden, shown({ active_streams: 0 }));
    expect(asked).toMatchObject({ watching: true, opening: 2, starting: false });
    expect([resting, resting, live].reduce(reduceStreamView, asked)).toMatchObject({ watching: true, opening: 3, starting: false });
    expect([{ type: 'picture-arrived' } as const, resting].reduce(reduceStreamView, asked).watching).toBe(false);
    expect(reduceStreamView(asked, stopped).watching).toBe(false);
  });

  test('does not start one that somebody stopped, whether it was told or slept', () => {
    expect(after(live, hidden, status(stoppedByPerson), shown(stoppedByPerson)).watching).toBe(false);
    expect(after(live, hidden, shown(stoppedByPerson)).watching).toBe(false);
    // A snapshot started it for a moment after that.
    const forMoment = status({ active_streams: 0, explicitly_stopped: true });
    expect(after(live, hidden, status(stoppedByPerson), forMoment, shown(stoppedByPerson)).watching).toBe(false);
  });

  test('shows what somebody started meanwhile', () => {
    expect(after(live, stopped, hidden, started, shown({ explicitly_started: true }))).toMatchObject({ watching: true, opening: 2 });
    expect(after(live, hidden, status(stoppedByPerson), started, shown({ explicitly_started: true })).watching).toBe(true);
  });

  test('that did not watch does not begin to', () => {
    expect(after(live, stopped, hidden, shown(stoppedByPerson)).watching).toBe(false);
    expect(after(live, { type: 'stop-requested' }, hidden, shown(stoppedByPerson)).watching).toBe(false);
  });

  test('keeps to privacy, and comes back after it', () => {
    const privacy = { ...idle, privacy: true } as const;
    expect(after(live, hidden, status(privacy), shown(privacy)).watching).toBe(false);
    expect(after(live, hidden, status(privacy), status(idle))).toMatchObject({ watching: false, opening: 1 });
    expect(after(live, hidden, status(privacy), status(idle), shown(idle)).watching).toBe(true);
    expect(after(live, hidden, shown(privacy), status(idle)).watching).toBe(true);
  });

  test('loses and finds PetLog without opening anything', () => {
    const broken: StreamViewEvent = { type: 'disconnected' };
    expect(after(live, hidden, broken, live)).toMatchObject({ watching: false, opening: 1 });
    expect(after(live, hidden, broken, shown())).toMatchObject({ watching: true, opening: 2 });
  });
});
