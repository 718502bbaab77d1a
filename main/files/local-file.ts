/**
 * How FFmpeg is handed a file: as a `file:` URL, so that no path reads as an
 * address (`http:/host/x`), with no other protocol and no other kind of content
 * than a video's. Its demuxers of texts, pictures and playlists would show any
 * file of the machine, or fetch what a playlist names.
 */
import { resolve } from 'node:path';

/** What each kind of video file is read with, by the names that FFmpeg gives its demuxers. */
export const demuxersByKind = {
  mp4: ['mov'],
  matroska: ['matroska'],
  avi: ['avi'],
  mpeg_transport_stream: ['mpegts'],
  mpeg_program_stream: ['mpeg'],
  flv: ['flv'],
  ogg: ['ogg'],
  asf: ['asf'],
  /** Coded pictures back to back, without a container. */
  elementary_stream: ['h264', 'hevc', 'm4v', 'mpegvideo'],
} as const;

export type ContainerKind = keyof typeof demuxersByKind;

/** For `openInput` and `allocOutputContext2`. */
export function localFileUrl(path: string): string {
  return `file:${resolve(path)}`;
}

/** The options of `openInput`. @param kind where it is known; else any kind of video */
export function localFileOptions(kind?: ContainerKind): Record<string, string> {
  const demuxers = kind === undefined ? Object.values(demuxersByKind).flat() : demuxersByKind[kind];
  return { protocol_whitelist: 'file', format_whitelist: demuxers.join(',') };
}
