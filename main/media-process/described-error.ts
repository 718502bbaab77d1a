/** What went wrong, as the main process is told of it. */
export function described(error: unknown): { code: string; reason: string } {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EUNKNOWN';
  return { code, reason: error instanceof Error ? error.message : String(error) };
}
