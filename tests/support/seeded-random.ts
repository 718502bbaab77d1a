/** Numbers that look random and are the same in each run (xorshift32). */
export function seededRandom(seed: number): { uniform(): number; normal(): number } {
  let state = seed;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  /** By Box and Muller: mean 0, standard deviation 1. */
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform() || Number.MIN_VALUE)) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
