/** The same sound with a few samples more or less, each between its two neighbours. */
export function stretched(samples: Float32Array, length: number): Float32Array {
  if (length === samples.length || samples.length === 0) {
    return samples;
  }
  const step = length > 1 ? (samples.length - 1) / (length - 1) : 0;
  return Float32Array.from({ length }, (_, index) => {
    const at = index * step;
    const before = Math.min(Math.floor(at), samples.length - 1);
    const one = samples[before] ?? 0;
    return one + ((samples[before + 1] ?? one) - one) * (at - before);
  });
}
