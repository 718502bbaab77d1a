import { qrCodeLines } from './commands/qr-code.ts';

interface AddressNoticeOptions {
  /** Where other devices find PetLog, the best first. */
  urls: readonly string[];
  /** Somebody may read it with a phone: standard error is a terminal. */
  isTerminal: boolean;
  hasColor: boolean;
}

/**
 * What whoever starts PetLog types into a phone, for standard error: the ready
 * line has to say where it listens, and no phone can open 0.0.0.0. Empty where
 * no other device can: this machine has no network, or that was asked for.
 */
export function addressNotice({ urls, isTerminal, hasColor }: AddressNoticeOptions): string {
  const [best, ...others] = urls;
  if (best === undefined) {
    return '';
  }
  const also = others.length === 0 ? '' : ` (or ${others.join(', ')})`;
  const lines = [
    `Open PetLog on a phone or computer in the same network: ${best}${also}`,
    ...(isTerminal ? qrCodeLines(best, hasColor) : []),
  ];
  return `${lines.join('\n')}\n`;
}
