import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { JobQueue } from '../system/job-queue.ts';

/**
 * 32 MB of memory a guess: one of the settings that OWASP's Password Storage
 * Cheat Sheet calls equally strong, taken for machines with little memory.
 */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const maximumMemoryBytes = 64 * 1024 * 1024;
const keyBytes = 32;
/** More of them waiting means that somebody is guessing. */
const mostWaiting = 20;

const saltBytes = 16;

/** `scrypt$N$r$p$salt$key`, the last two in base64url (RFC 7914 has the function). */
const format = (salt: Buffer, key: Buffer): string =>
  ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');

/** Costs as much as a real one, and is nobody's. */
const ofNobody = format(Buffer.alloc(saltBytes), Buffer.alloc(keyBytes));

function derive(password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem: maximumMemoryBytes }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** Turns passwords and PINs into what may be stored, one at a time, so that guessing takes neither the memory nor both cores. */
export class Passwords {
  readonly #work = new JobQueue();
  #waiting = 0;

  /** Too much is asked of it; nothing more is taken on. */
  get isBusy(): boolean {
    return this.#waiting >= mostWaiting;
  }

  /** What may be stored of a password. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    return format(salt, await this.#inTurn(() => derive(password, salt, cost)));
  }

  /** Whether it is the password. Takes as long where there is none to compare with, so that nobody learns which names exist. */
  async matches(password: string, hash: string | null): Promise<boolean> {
    const [, N, r, p, salt = '', key = ''] = (hash ?? ofNobody).split('$');
    const derived = await this.#inTurn(() =>
      derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) }),
    );
    return timingSafeEqual(derived, Buffer.from(key, 'base64url')) && hash !== null;
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    try {
      return await this.#work.add(work);
    } finally {
      this.#waiting -= 1;
    }
  }
}
