import { open } from 'node:fs/promises';

/** What of FFmpeg's configuration decides under which conditions a build of it may be passed on. */
const decisive = ['--enable-gpl', '--enable-version3', '--enable-nonfree', '--enable-libfdk-aac'] as const;
type LicenceOption = (typeof decisive)[number];

/** Those of node-av's FFmpeg. README, copyright file and docs/adr/0017 say what follows from them. */
export const ffmpegLicenceOptions: readonly LicenceOption[] = ['--enable-gpl', '--enable-version3', '--enable-libfdk-aac'];

/** How the configuration begins that FFmpeg keeps of itself, and how long it may be; it ends with a NUL. */
const begin = '\0--prefix=';
const mostCharacters = 16 * 1024;

/** With what FFmpeg was configured that is linked into a library of whatever architecture, found without loading it; null where there is none. */
export async function ffmpegConfigurationOf(path: string): Promise<string | null> {
  const file = await open(path);
  try {
    let text = '';
    for await (const chunk of file.createReadStream({ highWaterMark: 1024 * 1024, autoClose: false })) {
      text = text.slice(-mostCharacters) + (chunk as Buffer).toString('latin1');
      for (let at = text.indexOf(begin); at !== -1; at = text.indexOf(begin, at + 1)) {
        const end = text.indexOf('\0', at + 1);
        const configuration = text.slice(at + 1, end);
        if (end !== -1 && configuration.includes(' --enable-')) {
          return configuration;
        }
      }
    }
    return null;
  } finally {
    await file.close();
  }
}

/** @returns one line where a library's FFmpeg is under other conditions than those that we name */
export async function ffmpegLicenceProblems(path: string, name: string): Promise<string[]> {
  const configuration = await ffmpegConfigurationOf(path);
  if (configuration === null) {
    return [`${name} does not say how its FFmpeg was configured.`];
  }
  const given = new Set(configuration.split(' '));
  const found = decisive.filter((option) => given.has(option));
  return found.join() === ffmpegLicenceOptions.join()
    ? []
    : [
        `${name} has an FFmpeg with ${found.join(' ') || 'none of the options that decide its licence'}, not ${ffmpegLicenceOptions.join(' ')}.`,
      ];
}
