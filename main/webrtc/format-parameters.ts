/** By payload types, as strings: what a section says of its formats (`a=fmtp`, RFC 8866, 6.15). */
export const formatParametersOf = (section: string): Map<string, string | undefined> =>
  new Map([...section.matchAll(/^a=fmtp:(\d+) ([^\r\n]{1,400})/gm)].map(([, type = '', text]) => [type, text]));

/**
 * The payload types of a codec, in the order of the section (`a=rtpmap`, RFC 8866, 6.6).
 *
 * @param name with its clock rate, such as `H264/90000`
 */
export const payloadTypesOf = (section: string, name: string): string[] =>
  [...section.matchAll(/^a=rtpmap:(\d{1,3}) (\S+)\r?$/gm)]
    .filter(([, , told = '']) => told.toLowerCase() === name.toLowerCase())
    .map(([, type = '']) => type);
