/** What addresses of PetLog's own pages and calls begin with, or are going to, beside those that work below a base path of the same name. */
export const reservedPaths: readonly string[] = [
  '/cameras',
  '/events',
  '/event',
  '/pets',
  '/zones',
  '/relays',
  '/alerts',
  '/backup',
  '/configuration',
  '/shares',
  '/integrations',
  '/trust',
  '/app',
];

/** Whether a base path would take one of them away. */
export const isReservedPath = (basePath: string): boolean =>
  reservedPaths.some((path) => basePath === path || basePath.startsWith(`${path}/`));
