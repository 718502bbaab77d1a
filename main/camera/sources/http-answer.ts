import type { IncomingMessage } from 'node:http';
import { foreignText, missingCredentials, RemoteFault, wrongCredentials } from '../../remote/remote-fault.ts';

const notFound = 'has nothing at this address (404)';

const predicates: Readonly<Record<number, string>> = {
  401: missingCredentials,
  403: 'does not let this username see its picture (403)',
  404: notFound,
  410: notFound,
  429: 'is asked too often (429)',
  500: 'failed to answer (500)',
  503: 'is too busy to answer (503)',
};

/** Types under which cameras send JPEGs though they are called something else. */
const maybePictures = ['', 'application/octet-stream', 'video/x-motion-jpeg', 'video/x-jpeg', 'video/mjpeg', 'video/x-mjpeg', 'video/jpeg'];
const jpegTypes = ['image/jpeg', 'image/jpg', 'image/pjpeg'];

/**
 * What is in the way of pictures in a camera's answer, as far as its beginning tells.
 *
 * @returns null when they may follow
 */
export function faultOfAnswer({ statusCode = 0, headers }: IncomingMessage): RemoteFault | null {
  if (statusCode < 200 || statusCode > 299) {
    return new RemoteFault(predicates[statusCode] ?? `answers with the status ${statusCode}`);
  }
  const type = contentType(headers['content-type']);
  if (isMultipart(headers['content-type']) || jpegTypes.includes(type) || maybePictures.includes(type)) {
    return null;
  }
  if (type === 'text/html' || type === 'application/xhtml+xml') {
    return new RemoteFault('answers with a web page; the address of its picture or its MJPEG stream is needed');
  }
  return new RemoteFault(`sends ${foreignText(type)}; JPEG or MJPEG is needed`);
}

export const isMultipart = (header: string | undefined): boolean => contentType(header).startsWith('multipart/');

const contentType = (header = ''): string => (header.split(';')[0] ?? '').trim().toLowerCase();

const mostProblemBytes = 16 * 1024;

/** What another PetLog says about why there is no picture. */
export async function faultOfPetLog(answer: IncomingMessage, sentToken: boolean): Promise<RemoteFault> {
  if (answer.statusCode === 401) {
    return new RemoteFault(
      sentToken
        ? 'does not accept the token; one that uses HTTPS has to be entered as petlog+https://'
        : 'asks for a token: enter it as the password',
    );
  }
  if (!contentType(answer.headers['content-type']).endsWith('json')) {
    return faultOfAnswer(answer) ?? new RemoteFault(wrongCredentials);
  }
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > mostProblemBytes) {
      break;
    }
  }
  const detail = readString(/"detail"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1]);
  return detail === null
    ? (faultOfAnswer(answer) ?? new RemoteFault('answers with something else than pictures'))
    : new RemoteFault(`says: ${foreignText(detail).replace(/\.$/, '')}`);
}

/** What stands between the quotes; null when it is no string of JSON, as whatever answers may send. */
function readString(quoted: string | undefined): string | null {
  try {
    return quoted === undefined ? null : String(JSON.parse(quoted));
  } catch {
    return null;
  }
}
