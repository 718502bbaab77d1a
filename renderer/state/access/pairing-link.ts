/** The code in the fragment of a pairing link (`#pair=123456`); null without one. */
export function pairingCodeOf(hash: string): string | null {
  return /^#pair=(\d{6})$/.exec(hash)?.[1] ?? null;
}

/** The link of a code. Browsers send no fragment to any server. */
export function pairingLink(page: URL, code: string): string {
  return new URL(`#pair=${code}`, page).href;
}
