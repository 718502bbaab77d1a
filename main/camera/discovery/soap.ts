import { parseXml, type XmlDocument, XmlElement } from '@rgrove/parse-xml';

/** No message that is of use is larger. */
const largestMessageBytes = 65_536;

/** A SOAP message in XML, as somebody on the network sent it; null for anything else. */
export function readSoap(message: Buffer): SoapMessage | null {
  if (message.length > largestMessageBytes) {
    return null;
  }
  try {
    // Some cameras send the end of their buffer with it. The parser knows no entities but those of XML itself.
    return new SoapMessage(parseXml(message.toString('utf8').replace(/[\0\s]+$/, '')));
  } catch {
    return null;
  }
}

/** Elements are found by their names without the prefix, which each maker chooses. */
export class SoapMessage {
  readonly #root: XmlDocument | XmlElement;

  constructor(root: XmlDocument | XmlElement) {
    this.#root = root;
  }

  elements(name: string): SoapMessage[] {
    const found: SoapMessage[] = [];
    const waiting: (XmlDocument | XmlElement)[] = [this.#root];
    for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
      if (element !== this.#root && element instanceof XmlElement && element.name.replace(/^.*:/, '') === name) {
        found.push(new SoapMessage(element));
      }
      waiting.push(...element.children.filter((child) => child instanceof XmlElement).reverse());
    }
    return found;
  }

  /** The text of the first such element; empty where there is none. */
  text(name: string): string {
    const [first] = this.elements(name);
    return first === undefined ? '' : first.#root.text.trim();
  }

  attribute(name: string): string {
    return this.#root instanceof XmlElement ? (this.#root.attributes[name] ?? '') : '';
  }
}
