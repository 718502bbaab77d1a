export interface Screen {
  readonly width: number;
  readonly height: number;
}

/** The official 7-inch touch display. */
export const smallScreen: Screen = { width: 800, height: 480 };
/** Touch Display 2. */
export const tallScreen: Screen = { width: 720, height: 1280 };
export const screens = [smallScreen, tallScreen] as const;
