/** As disks are sold and settings say it. */
export const bytesPerMegabyte = 1_000_000;
