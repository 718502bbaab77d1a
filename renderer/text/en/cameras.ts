import type { TileState } from '../../state/cameras/tile-state.ts';

/** Words of cameras, in English. */
export const cameraWords = {
  cameras: {
    all: 'All cameras',
    open: 'Cameras',
    title: 'Cameras',
    back: 'Back',
    loading: 'Loading…',
    again: 'Try again',
    gone: (name: string): string => `There is no camera “${name}” any more.`,
    close: 'Close',
    cancel: 'Cancel',
    name: 'Name',
    nameMissing: 'Give it a name.',
    rename: (name: string): string => `Rename ${name}`,
    renameTitle: 'Name of the camera',
    saveName: 'Save',
    moveUp: (name: string): string => `Move ${name} up`,
    moveDown: (name: string): string => `Move ${name} down`,
    remove: (name: string): string => `Remove ${name}`,
    enabled: (name: string): string => `${name} is on`,
    removing: (name: string): string => `${name} is being removed.`,
    states: {
      live: 'Live',
      lost: 'No picture',
      starting: 'Starting…',
      privacy: 'Privacy',
      stopped: 'Stopped',
      disabled: 'Switched off',
    } satisfies Record<TileState, string>,
    failed: {
      list: (reason: string): string => `The cameras could not be listed. ${reason}`,
      change: (reason: string): string => `That was not changed. ${reason}`,
      remove: (reason: string): string => `The camera was not removed. ${reason}`,
    },
  },
};
