/** What is asked at the first start of the camera's own screen, in this order. Without zod, which pages would otherwise have to load. */
export const setupSteps = ['language', 'name', 'time_zone', 'network', 'always_on', 'storage', 'access', 'pairing', 'done'] as const;
export type SetupStep = (typeof setupSteps)[number];
