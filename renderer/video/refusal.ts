/** Not allowed, not there, or nothing that suits this browser: asking again soon gets the same answer. */
const refusals: readonly number[] = [400, 403, 404, 405, 406, 415, 422, 501];

/** @param status of an answer by HTTP */
export const isRefusal = (status: number): boolean => refusals.includes(status);
