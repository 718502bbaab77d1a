/** The format of the file: docs/configuration-file.md describes it. */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import {
  ConfigurationFile,
  configurationFileFormat,
  configurationFileVersion,
  type SealedContent,
} from '../../shared/configuration-file.ts';
import { PetLogError } from '../../shared/errors.ts';

/** What stands in the open beside the content, and is protected with it. */
export interface FileHead {
  readonly petlog_version: string;
  readonly created_at: string;
  readonly name: string;
}

export interface ReadFile {
  readonly head: FileHead;
  readonly isSealed: boolean;
  readonly sections: Readonly<Record<string, unknown>>;
}

const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
/** As strong as OWASP's Password Storage Cheat Sheet wants it, with 32 MB, which a small Raspberry Pi has. */
const strength = { cost: 32_768, block_size: 8, parallelization: 3 } as const;
const deriveKey = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  deriveKey(passphrase.normalize('NFC'), salt, keyBytes, {
    N: strength.cost,
    r: strength.block_size,
    p: strength.parallelization,
    maxmem: 64 * 1024 * 1024,
  });

/** What is in the open cannot be changed without being noticed. */
const associatedData = ({ petlog_version, created_at, name }: FileHead): Buffer =>
  Buffer.from(JSON.stringify([configurationFileFormat, configurationFileVersion, petlog_version, created_at, name]));

const digestOf = ({ sha256: _, ...rest }: ConfigurationFile): string => createHash('sha256').update(JSON.stringify(rest)).digest('hex');

/** @param passphrase null leaves the sections readable; they must hold no secrets then */
export async function formatFile(
  head: FileHead,
  sections: Readonly<Record<string, unknown>>,
  passphrase: string | null,
): Promise<ConfigurationFile> {
  const text = JSON.stringify(sections);
  const file: ConfigurationFile = {
    format: configurationFileFormat,
    version: configurationFileVersion,
    ...head,
    sections: passphrase === null ? (JSON.parse(text) as Record<string, unknown>) : null,
    sealed: passphrase === null ? null : await seal(text, passphrase, head),
    sha256: '',
  };
  return { ...file, sha256: digestOf(file) };
}

/** @throws PetLogError `configuration_...` for whatever is no whole file of this version, and for a wrong passphrase */
export async function readFile(content: unknown, passphrase: string | null): Promise<ReadFile> {
  const { format, version, petlog_version: madeBy } = (content ?? {}) as Record<string, unknown>;
  if (format !== configurationFileFormat) {
    throw new PetLogError('configuration_not_a_file');
  }
  if (typeof version === 'number' && version > configurationFileVersion) {
    throw new PetLogError('configuration_newer', { version: typeof madeBy === 'string' ? madeBy.slice(0, 30) : version });
  }
  const parsed = ConfigurationFile.safeParse(content);
  if (!parsed.success || (parsed.data.sections === null) === (parsed.data.sealed === null)) {
    const path = parsed.error?.issues[0]?.path.join('.') ?? 'sections';
    throw new PetLogError('configuration_damaged', { reason: path === '' ? 'something is in it that does not belong there' : path });
  }
  const file = parsed.data;
  if (file.sha256 !== digestOf(file)) {
    throw new PetLogError('configuration_damaged', { reason: 'its checksum differs' });
  }
  const { petlog_version, created_at, name, sealed } = file;
  const head = { petlog_version, created_at, name };
  if (sealed === null) {
    return { head, isSealed: false, sections: file.sections ?? {} };
  }
  if (passphrase === null || passphrase === '') {
    throw new PetLogError('configuration_passphrase_missing');
  }
  return { head, isSealed: true, sections: JSON.parse(await unseal(sealed, passphrase, head)) as Record<string, unknown> };
}

async function seal(text: string, passphrase: string, head: FileHead): Promise<SealedContent> {
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData(head));
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    key_derivation: 'scrypt',
    ...strength,
    salt: salt.toString('base64'),
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    content: content.toString('base64'),
  };
}

async function unseal({ salt, nonce, tag, content }: SealedContent, passphrase: string, head: FileHead): Promise<string> {
  const key = await keyOf(passphrase, Buffer.from(salt, 'base64'));
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: tagBytes });
    decipher.setAAD(associatedData(head));
    decipher.setAuthTag(Buffer.from(tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(content, 'base64')), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new PetLogError('configuration_passphrase_wrong', {}, { cause: error });
  }
}
