/** Whether a dialog keeps everything else away, in whichever shadow tree it is. */
export function hasOpenDialog(root: ParentNode = document): boolean {
  for (const element of root.querySelectorAll('*')) {
    if (element.matches('dialog:modal')) {
      return true;
    }
    if (element.shadowRoot !== null && hasOpenDialog(element.shadowRoot)) {
      return true;
    }
  }
  return false;
}
