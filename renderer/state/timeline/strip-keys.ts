import type { StripHand } from './strip-hand.ts';
import type { TimelineController } from './timeline-controller.ts';

const second = 1_000;
const hour = 3_600_000;
const zoomStep = 2;

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;
type Strip = Pick<TimelineController, 'goLive' | 'playback' | 'window'>;
type Hand = Pick<StripHand, 'step' | 'stepTo' | 'zoom'>;

/** How far a key moves, in milliseconds; undefined where it moves nothing. */
export function keyStep({ key, shiftKey }: Pressed): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -second,
    ArrowDown: -second,
    ArrowRight: second,
    ArrowUp: second,
    PageDown: -hour,
    PageUp: hour,
    j: -10 * second,
    l: 10 * second,
  };
  const step = steps[key.length === 1 ? key.toLowerCase() : key];
  return step !== undefined && shiftKey && key.startsWith('Arrow') ? 10 * step : step;
}

/** What a key does to the strip; false where it does nothing. */
export function pressKey(strip: Strip, hand: Hand, event: Pressed): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return false;
  }
  const step = keyStep(event);
  if (step !== undefined) {
    hand.step(step);
    return true;
  }
  switch (event.key) {
    case 'Home':
      hand.stepTo(strip.window.value.start);
      return true;
    case 'End':
      strip.goLive();
      return true;
    case ' ':
      strip.playback.toggle();
      return true;
    case '+':
    case '=':
      hand.zoom(1 / zoomStep);
      return true;
    case '-':
    case '_':
      hand.zoom(zoomStep);
      return true;
    default:
      return false;
  }
}
