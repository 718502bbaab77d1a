const KEPT_LINES = 8;
const LONGEST_LINE_CHARACTERS = 300;

/** Keeps the last lines of an endless text; what a program said before it ended. */
export class LastLines {
  readonly #decoder = new TextDecoder();
  #lines: string[] = [];
  #rest = '';

  push(chunk: Buffer): void {
    const pieces = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split(/[\r\n]+/);
    this.#rest = (pieces.pop() ?? '').slice(-LONGEST_LINE_CHARACTERS);
    this.#keep(pieces);
  }

  lines(): readonly string[] {
    this.#keep([this.#rest]);
    this.#rest = '';
    return [...this.#lines];
  }

  #keep(pieces: readonly string[]): void {
    const texts = pieces.map((piece) => stripControls(piece).trim().slice(0, LONGEST_LINE_CHARACTERS)).filter((text) => text !== '');
    this.#lines = [...this.#lines, ...texts].slice(-KEPT_LINES);
  }
}

/** Colours and other terminal controls have no place in a sentence. */
function stripControls(text: string): string {
  return text.replace(/\u001B\[[0-9;]*[A-Za-z]/g, '').replace(/[\u0000-\u001F\u007F]/g, ' ');
}
