/** Names, in the environment of the tests of the kiosk, the real Electron that has the application for tests in itself. */
export const testElectronVariable = 'TEST_ELECTRON';
