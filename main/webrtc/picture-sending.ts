/** What is the same of every way to send pictures by WebRTC. */

export const clockRate = 90_000;
export const ticksPerMillisecond = clockRate / 1000;
/**
 * Packets that are kept to be sent once more. With the library's own 512 a
 * receiver on a link that is too narrow is sent thirty times what it carries.
 */
export const keptPackets = 32;
/** How often what is paced may leave. */
export const paceMilliseconds = 5;
