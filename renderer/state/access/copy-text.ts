/** Puts text on the clipboard, also over plain HTTP, where browsers have no clipboard API. Resolves to whether it is there. */
export async function copyText(value: string): Promise<boolean> {
  if (window.isSecureContext && 'clipboard' in navigator) {
    try {
      await navigator.clipboard.writeText(value);
      return true;
    } catch {
      // Some browsers refuse it and still know the older way.
    }
  }
  const field = document.createElement('textarea');
  field.value = value;
  field.readOnly = true;
  field.className = 'visually-hidden';
  // A dialog makes everything else inert, also this field; the focused element's own root is where it may be selected.
  const host = openDialog() ?? document.body;
  host.append(field);
  field.select();
  try {
    // The only way over plain HTTP.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
  }
}

function openDialog(): Element | null {
  let active = document.activeElement;
  for (let inner = active?.shadowRoot?.activeElement; inner instanceof Element; inner = inner.shadowRoot?.activeElement) {
    active = inner;
  }
  for (let root = active?.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    const dialog = root.querySelector('dialog[open]');
    if (dialog !== null) {
      return dialog;
    }
  }
  return document.querySelector('dialog[open]');
}
