import { AddressRefusal, type EnteredAddresses } from '../network/entered-address.ts';

/** More are of no use, and each name of them is looked up. */
const mostCandidates = 20;
/** foundation, component, transport, priority, address, port, and what follows (RFC 8839, 5.1). */
const candidateLine = /^a=candidate:(\S+ \d+) (\S+) (\d+) (\S+) (\d{1,5})( typ [^\r\n]*)$/;

/**
 * An answer of a server, in which only those addresses are left that video may be sent to; names are replaced by what they
 * were looked up to, once.
 *
 * @param sdp a session description (RFC 8866)
 * @param signal ends it before the next name is looked up: a name server may take its time for each
 * @throws AddressRefusal where none is left; the reason of the signal
 */
export async function withAdmittedCandidates(
  sdp: string,
  addresses: Pick<EnteredAddresses, 'resolve'>,
  signal: AbortSignal,
): Promise<string> {
  const lines = sdp.split(/\r?\n/);
  let refusal: AddressRefusal | null = null;
  let looked = 0;
  let admitted = 0;
  const kept: string[] = [];
  for (const line of lines) {
    if (!/^a=candidate:/i.test(line)) {
      kept.push(line);
      continue;
    }
    const [, head, transport = '', priority, host = '', port = '', rest] = candidateLine.exec(line) ?? [];
    // By TCP nothing is sent.
    if (transport.toLowerCase() !== 'udp' || looked >= mostCandidates) {
      continue;
    }
    signal.throwIfAborted();
    looked += 1;
    try {
      const { address } = await addresses.resolve(host, Number(port));
      kept.push(`a=candidate:${head} ${transport} ${priority} ${address} ${port}${rest}`);
      admitted += 1;
    } catch (error) {
      if (!(error instanceof AddressRefusal)) {
        throw error;
      }
      refusal ??= error;
    }
  }
  if (admitted === 0) {
    throw refusal ?? new AddressRefusal('it names no address for UDP');
  }
  return kept.join('\r\n');
}
