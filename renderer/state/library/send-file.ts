/** Whether the browser can hand a video to another program of the device; without a secure context it cannot. */
export function canSendFile(): boolean {
  const probe = new File([], 'clip.mp4', { type: 'video/mp4' });
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [probe] });
}

/** Fetches what is to be handed over. */
export async function fetchClip(address: URL, filename: string): Promise<File> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${response.status} ${response.statusText}`);
  }
  return new File([await response.blob()], filename, { type: 'video/mp4' });
}

/**
 * Hands it over. A browser allows it only shortly after somebody pressed something.
 *
 * @returns whether it was allowed; who changes their mind has been asked, too
 */
export async function sendFile(file: File): Promise<boolean> {
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') {
      return false;
    }
    if (error instanceof DOMException && error.name === 'AbortError') {
      return true;
    }
    throw error;
  }
}

/** Saves it among the downloads of this device. */
export function saveFile(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it behind this
}
