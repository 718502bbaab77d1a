/** Candidates of this browser's networks are there at once; a name that hides one may take a moment. */
const gatherMilliseconds = 500;

/** Resolves when the offer of a connection has all candidates, or those that came soon. */
export function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, gatherMilliseconds);
    const look = (): void => {
      if (connection.iceGatheringState === 'complete') {
        clearTimeout(late);
        resolve();
      }
    };
    connection.addEventListener('icegatheringstatechange', look);
    look();
  });
}
