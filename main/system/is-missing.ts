/** Whether the system says that there is no such file; anything else says nothing about it. */
export const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
