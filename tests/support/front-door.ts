import { networkInterfaces } from 'node:os';
import { expect, type Page } from '@playwright/test';
import type { NewInvitation, Role, SessionTokens } from '../../shared/access.ts';
import { askPetLog } from '../../main/commands/control-client.ts';
import { PetLogProcess } from './petlog-process.ts';
import { testedCommand } from './tested-program.ts';

/** For `start`: paired devices and people alone. */
export const accounts = { environment: { PETLOG_SECURITY_ACCESS: 'accounts' } } as const;

/** An address of this machine that is not loopback: browsers take plain HTTP there for less than secure. */
export function networkAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flat()
    .find((candidate) => candidate?.family === 'IPv4' && !candidate.internal)?.address;
}

/** What `petlog pair` prints for the first device. */
export async function firstCode({
  dataDirectory,
}: Pick<PetLogProcess, 'dataDirectory'>): Promise<{ code: string; command: PetLogProcess }> {
  const command = await PetLogProcess.spawn({ command: [...testedCommand(), 'pair'], dataDirectory });
  await expect.poll(() => command.stdout).toMatch(/Code: \d{3} \d{3}\n/);
  return { code: /Code: (\d{3}) (\d{3})\n/.exec(command.stdout)?.slice(1).join('') ?? '', command };
}

/** A program with everything an admin may do. */
export class AdminProgram {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Comes in as the first device, with a code as `petlog pair` asks for it. */
  static async pair(petlog: PetLogProcess): Promise<AdminProgram> {
    const url = petlog.url.replace('0.0.0.0', '127.0.0.1');
    // As often as a test needs it, a program of its own for the question would cost more than the answer.
    const { answers, end } = await askPetLog(petlog.dataDirectory, { command: 'pair' });
    try {
      for await (const answer of answers) {
        if (answer.kind !== 'invitation') {
          throw new Error(`PetLog answered with ${JSON.stringify(answer)} instead of a code`);
        }
        const response = await fetch(`${url}/auth/pair`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ code: answer.code, device_name: 'Program', token_delivery: 'body' }),
        });
        const { access_token: token = '' } = (await response.json()) as SessionTokens;
        return new AdminProgram(url, token);
      }
    } finally {
      end();
    }
    throw new Error('PetLog ended before it gave a code');
  }

  /** Of its requests. */
  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }

  async post<T>(path: string, body: object = {}): Promise<T> {
    const response = await fetch(this.#url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers },
      body: JSON.stringify(body),
    });
    expect(response.ok, `POST ${path}: ${response.status}`).toBe(true);
    return (await response.json()) as T;
  }

  async code(role: Role): Promise<string> {
    return (await this.post<NewInvitation>('/auth/invitations', { role })).code;
  }
}

/** Lets a browser in by a pairing link. */
export async function comeIn(page: Page, url: string, code: string, name: string): Promise<void> {
  await page.goto(`${url}/#pair=${code}`);
  await page.getByLabel('Name of this device').fill(name);
  await page.getByRole('button', { name: 'Add this device' }).click();
  await expect(page.locator('petlog-live')).toBeVisible();
}
