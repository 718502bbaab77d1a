/** WebKitGTK tells the size of some videos only a moment after it says that it has their first data. */
const patienceMilliseconds = 1_000;

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Whether a video whose first data are there (`loadeddata`) has no picture: some browsers play the sound alone of what they cannot decode,
 * and call that no error. False where it was taken away meanwhile.
 */
export async function lacksPicture(video: Pick<HTMLVideoElement, 'videoWidth' | 'readyState'>, patience = wait): Promise<boolean> {
  if (video.videoWidth > 0) {
    return false;
  }
  await patience(patienceMilliseconds);
  return video.videoWidth === 0 && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
}
