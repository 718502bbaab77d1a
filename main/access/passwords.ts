import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { JobQueue } from '../system/job-queue.ts';

/** Of scrypt: each guess takes 128 * N * r bytes, and time for N * r * p. */
interface PasswordCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * 32 MB of memory a guess: one of the settings that OWASP's Password Storage
 * Cheat Sheet calls equally strong, taken for machines with little memory.
 */
const strongCost: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };
const maximumMemoryBytes = 64 * 1024 * 1024;
const keyBytes = 32;
/** More of them waiting means that somebody is guessing. */
const mostWaiting = 20;

const saltBytes = 16;

/** `scrypt$N$r$p$salt$key`, the last two in base64url (RFC 7914 has the function). */
const format = ({ N, r, p }: PasswordCost, salt: Buffer, key: Buffer): string =>
  ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');

function derive(password: string, salt: Buffer, { N, r, p }: PasswordCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem: maximumMemoryBytes }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** Turns passwords and PINs into what may be stored, one at a time, so that guessing takes neither the memory nor both cores. */
export class Passwords {
  readonly #work = new JobQueue();
  readonly #cost: PasswordCost;
  /** Costs as much as a real one, and is nobody's. */
  readonly #ofNobody: string;
  #waiting = 0;

  /** @param cost of what is stored from now on; a weaker one is for what never leaves a test */
  constructor(cost = strongCost) {
    this.#cost = cost;
    this.#ofNobody = format(cost, Buffer.alloc(saltBytes), Buffer.alloc(keyBytes));
  }

  /** Too much is asked of it; nothing more is taken on. */
  get isBusy(): boolean {
    return this.#waiting >= mostWaiting;
  }

  /** What may be stored of a password. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    return format(this.#cost, salt, await this.#inTurn(() => derive(password, salt, this.#cost)));
  }

  /** Whether it is the password. Takes as long where there is none to compare with, so that nobody learns which names exist. */
  async matches(password: string, hash: string | null): Promise<boolean> {
    const [, N, r, p, salt = '', key = ''] = (hash ?? this.#ofNobody).split('$');
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
