/** A field that takes text. */
export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** What a field needs of a keyboard. */
export type FieldKind =
  | { readonly kind: 'text'; readonly capital: boolean }
  | { readonly kind: 'number'; readonly negative: boolean; readonly fraction: boolean };

const textTypes = new Set(['text', 'password', 'search', 'email', 'url', 'tel']);

/** What an element needs of a keyboard; null when nothing can be typed into it. Fields for dates and times have their own pickers. */
export function fieldKind(element: unknown): FieldKind | null {
  if (
    !(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) ||
    element.readOnly ||
    element.disabled ||
    element.inputMode === 'none'
  ) {
    return null;
  }
  const type = element instanceof HTMLInputElement ? element.type : 'text';
  if (type === 'number') {
    const { min, step } = element as HTMLInputElement;
    return { kind: 'number', negative: !(Number(min) >= 0) || min === '', fraction: step === 'any' || !Number.isInteger(Number(step)) };
  }
  if (!textTypes.has(type)) {
    return null;
  }
  if (element.inputMode === 'numeric' || element.inputMode === 'decimal') {
    return { kind: 'number', negative: false, fraction: element.inputMode === 'decimal' };
  }
  return { kind: 'text', capital: /^(words|sentences|on|characters)$/.test(element.autocapitalize) && element.value === '' };
}

export const isTextField = (element: unknown): element is TextField => fieldKind(element) !== null;

/** The element that has the focus, inside whatever shadow roots. */
export function focusedElement(): Element | null {
  let element = document.activeElement;
  for (let inner = element; inner !== null; inner = inner.shadowRoot?.activeElement ?? null) {
    element = inner;
  }
  return element;
}

/** The open dialog around an element, through shadow roots. */
export function dialogAround(element: Element): HTMLDialogElement | null {
  for (let node: Element | null = element; node !== null;) {
    const dialog: HTMLDialogElement | null = node.closest('dialog[open]');
    if (dialog !== null) {
      return dialog;
    }
    const root = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

const marginPixels = 12;

/**
 * Makes the lowest part of the screen free: a dialog gives way, and what is still covered moves up.
 *
 * @returns the function that puts all back
 */
export function makeRoom(field: Element, dialog: HTMLDialogElement | null, heightPixels: number): () => void {
  const mover = dialog ?? document.body;
  const { insetBlockEnd, maxBlockSize, translate } = mover.style;
  if (dialog !== null) {
    dialog.style.insetBlockEnd = `${heightPixels}px`;
    dialog.style.maxBlockSize = `calc(100dvh - ${heightPixels}px)`;
  }
  field.scrollIntoView({ block: dialog === null ? 'nearest' : 'center' });
  const coveredPixels = field.getBoundingClientRect().bottom + marginPixels - (innerHeight - heightPixels);
  if (coveredPixels > 0) {
    mover.style.translate = `0 ${-coveredPixels}px`;
  }
  return () => Object.assign(mover.style, { insetBlockEnd, maxBlockSize, translate });
}

/** Types at the caret as a hardware keyboard does: with `beforeinput` and `input`, over a selection, within `maxlength`, undoable. */
export function typeText(text: string): void {
  edit('insertText', text);
}

export function deleteBackward(): void {
  edit('delete');
}

function edit(command: 'insertText' | 'delete', text?: string): void {
  // Nothing has replaced it: a field's setRangeText() fires no events, knows no maxlength and does not work on numbers.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand(command, false, text);
}

/** What the Enter key does: a new line, or the form is sent; without a form, the entry is done. */
export function enter(field: TextField): void {
  if (field instanceof HTMLTextAreaElement) {
    typeText('\n');
    return;
  }
  const { form } = field;
  field.blur(); // fires "change"
  form?.requestSubmit();
}
