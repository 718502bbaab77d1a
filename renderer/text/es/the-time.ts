/** A time of day with its article: «la 1:05», «las 14:05». */
export const theTime = (time: string): string => `${/^0?1\D/.test(time) ? 'la' : 'las'} ${time}`;
