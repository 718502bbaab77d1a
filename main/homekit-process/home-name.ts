/** What Apple's Home takes in a name, between a letter or digit at its begin and one at its end. */
const refused = /[^\p{L}\p{N}\p{Zs}’'&!._:;()/,-]+/gu;
const ends = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** A name that people gave, as Apple's Home takes it: without signs that it refuses. */
export function homeName(name: string, otherwise: string): string {
  const plain = name
    .replace(refused, ' ')
    .replace(/\p{Zs}+/gu, ' ')
    .replace(ends, '');
  return plain.length < 2 ? otherwise : plain;
}
