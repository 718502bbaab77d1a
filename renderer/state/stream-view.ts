import type { LiveStatus } from '../../shared/api.ts';

type Judged = Pick<LiveStatus, 'state' | 'privacy' | 'explicitly_started' | 'explicitly_stopped' | 'recording' | 'active_streams'>;

/**
 * Whether this screen holds the live stream open. Requesting the stream starts
 * the camera for everyone: a screen does that for a camera that only rests
 * because nobody watched, and never on its own after somebody stopped it, until
 * that stop ends by itself.
 */
export interface StreamView {
  /** The stream is wanted: open, or to be opened again as soon as possible. */
  readonly watching: boolean;
  /** Rises with each opening, so that each is a request of its own. */
  readonly opening: number;
  /** The first status has been seen. */
  readonly settled: boolean;
  /** Own Stop is on its way: what arrives meanwhile may be older than it. */
  readonly stopping: boolean;
  /** Opened while the last word was `stopped`: another such word may be older than the opening. */
  readonly starting: boolean;
  /** Opened, and neither a picture nor a failure came since. */
  readonly unanswered: boolean;
  /** A person asked for the picture, and no word since then says that the camera runs: the stream starts it, whoever stopped it before. */
  readonly pressed: boolean;
  /** The connection is broken. */
  readonly broken: boolean;
  /** Somebody stopped the camera, by the last word. */
  readonly stoppedByPerson: boolean;
  /** Privacy took the picture away: it comes back with the camera. */
  readonly resumes: boolean;
  /** The page is hidden: it holds no stream. */
  readonly hidden: boolean;
  /** The page was watching when it was hidden, or would watch if it were not: the picture comes back with the page. */
  readonly returns: boolean;
}

export type StreamViewEvent =
  | { readonly type: 'status'; readonly status: Judged }
  | { readonly type: 'disconnected' }
  | { readonly type: 'started'; readonly state: LiveStatus['state'] }
  | { readonly type: 'stop-requested' }
  | { readonly type: 'stop-answered'; readonly status: Judged }
  | { readonly type: 'stop-failed' }
  | { readonly type: 'hidden' }
  | { readonly type: 'shown'; readonly status: Judged }
  | { readonly type: 'refresh' }
  | { readonly type: 'picture-arrived' }
  | { readonly type: 'picture-failed' }
  | { readonly type: 'retry' };

export const initialStreamView: StreamView = {
  watching: false,
  opening: 0,
  settled: false,
  stopping: false,
  starting: false,
  unanswered: false,
  pressed: false,
  broken: false,
  stoppedByPerson: false,
  resumes: false,
  hidden: false,
  returns: false,
};

export function reduceStreamView(view: StreamView, event: StreamViewEvent): StreamView {
  if (event.type === 'shown') {
    return onShown(view, event.status);
  }
  const next = reduce(view, event);
  // What would open the stream of a visible page opens that of a hidden one when it comes back.
  return next.hidden && next.watching ? { ...next, watching: false, starting: false, opening: view.opening, returns: true } : next;
}

function reduce(view: StreamView, event: Exclude<StreamViewEvent, { type: 'shown' }>): StreamView {
  switch (event.type) {
    case 'hidden':
      return { ...view, hidden: true };
    case 'status':
      return onStatus(view, event.status);
    case 'disconnected':
      return { ...view, starting: false, stopping: false, broken: true };
    case 'started':
      if (view.watching && event.state !== 'stopped') {
        return view;
      }
      return { ...opened(view), stopping: false, starting: event.state === 'stopped', pressed: true };
    case 'stop-requested':
      return { ...view, watching: false, returns: false, starting: false, pressed: false, stopping: true };
    case 'stop-answered':
      return onStatus({ ...view, stopping: false }, event.status);
    case 'stop-failed':
      return { ...view, stopping: false };
    case 'refresh':
      return opened(view);
    case 'picture-arrived':
      return { ...view, unanswered: false };
    case 'picture-failed':
      return { ...view, starting: false, unanswered: false };
    case 'retry':
      return view.watching ? opened(view) : view;
  }
}

function onStatus(view: StreamView, status: Judged): StreamView {
  return {
    ...judged(view, status),
    pressed: view.pressed && status.state === 'stopped' && !status.privacy,
    stoppedByPerson: status.explicitly_stopped,
  };
}

function judged(view: StreamView, status: Judged): StreamView {
  const stopped = status.state === 'stopped';
  const resting = stopped && !status.explicitly_stopped;
  if (status.privacy) {
    return {
      ...view,
      watching: false,
      settled: true,
      stopping: false,
      starting: false,
      broken: false,
      resumes: view.resumes || view.watching || view.returns || !view.settled,
      returns: false,
    };
  }
  if (view.hidden && stopped && !resting) {
    return { ...view, settled: true, stopping: false, broken: false, resumes: false, returns: false };
  }
  // Somebody may have stopped it after the release.
  if (view.resumes) {
    const told = { ...view, broken: false, resumes: false };
    return stopped && !resting ? told : { ...opened(told), starting: stopped };
  }
  if (!view.settled) {
    const settled = { ...view, settled: true };
    return stopped && !resting ? settled : { ...opened(settled), starting: stopped };
  }
  if (view.stopping) {
    return stopped ? { ...view, stopping: false, broken: false } : view;
  }
  // The stop has ended by itself.
  if (view.stoppedByPerson && resting) {
    return { ...opened(view), broken: false, starting: true };
  }
  if (view.broken) {
    return onReturn({ ...view, broken: false }, status);
  }
  if (view.watching) {
    if (!stopped) {
      return view.starting ? { ...view, starting: false } : view;
    }
    if (view.starting) {
      return view;
    }
    // Nobody stopped it: it went to rest before what this page asked for reached it.
    return resting && view.unanswered ? { ...opened(view), starting: true } : { ...view, watching: false };
  }
  return isUsed(status) ? opened(view) : view;
}

/** `status` was asked for by the page that came back: what it missed is in it. A camera that rests because nobody watched is started again. */
function onShown(view: StreamView, status: Judged): StreamView {
  if (!view.hidden) {
    return view;
  }
  const { returns, ...told } = onStatus(view, status);
  const shown = { ...told, hidden: false, returns: false };
  if (!returns && !shown.watching) {
    return shown;
  }
  return { ...(shown.watching ? shown : opened(shown)), starting: status.state === 'stopped' };
}

/** The connection is back. Whoever watched goes on watching, also where PetLog was restarted, unless somebody stopped the camera meanwhile. */
function onReturn(view: StreamView, status: Judged): StreamView {
  if (!view.watching) {
    return isUsed(status) ? opened(view) : view;
  }
  if (status.state !== 'stopped') {
    return opened(view);
  }
  return status.explicitly_stopped ? { ...view, watching: false } : { ...opened(view), starting: true };
}

/** Somebody started the camera or watches it. A camera that runs for a moment, for a snapshot, is not an invitation. */
function isUsed(status: Judged): boolean {
  return status.state !== 'stopped' && (status.explicitly_started || status.recording || status.active_streams > 0);
}

function opened(view: StreamView): StreamView {
  return { ...view, watching: true, opening: view.opening + 1, unanswered: true };
}
