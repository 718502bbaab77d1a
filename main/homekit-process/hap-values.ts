import type { Categories, H264Level, H264Profile, MDNSAdvertiser, SRTPCryptoSuites } from '@homebridge/hap-nodejs';

// The library declares its enums so that code which is compiled file by file may not read them: as HAP has them.
export const bridgeCategory = 2 as unknown as Categories;
export const srtpSuite = 0 as unknown as SRTPCryptoSuites; // AES_CM_128_HMAC_SHA1_80
export const h264Profiles = [0, 1, 2] as unknown as H264Profile[]; // baseline, main, high
export const h264Levels = [0, 1, 2] as unknown as H264Level[]; // 3.1, 3.2, 4.0
/** Who tells the network: Avahi, or the library itself. */
export const advertisers = { avahi: 'avahi' as unknown as MDNSAdvertiser, library: 'ciao' as unknown as MDNSAdvertiser } as const;
