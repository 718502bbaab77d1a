/** Electron's channels. What is sent there begins with a name of the contract in `ipc.ts`. */
export const callChannel = 'petlog:call';
export const pushChannel = 'petlog:push';
