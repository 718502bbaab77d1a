import { untilPainted } from './until-painted.ts';

/**
 * For what takes longer to show than a touch may wait: the pressed element looks pressed (`.answering` of `styles/shared.ts`), and what
 * it is pressed for happens once that is painted. Each press counts, also one that comes meanwhile.
 */
export function onPress(act: () => void, painted: () => Promise<void> = untilPainted): (event: Event) => void {
  return ({ currentTarget }) => {
    const { classList } = currentTarget as Element;
    classList.add('answering');
    void painted().then(() => {
      classList.remove('answering');
      act();
    });
  };
}
