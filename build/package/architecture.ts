import { Arch } from 'electron-builder';

/** What one architecture is called by those who take part in making a package. */
export interface Architecture {
  /** Node's name, which npm, sharp and node-av use too. */
  readonly node: 'x64' | 'arm64';
  readonly debian: 'amd64' | 'arm64';
  /** `e_machine` of its ELF files (System V ABI). */
  readonly elfMachine: number;
}

export const architectures: readonly Architecture[] = [
  { node: 'x64', debian: 'amd64', elfMachine: 62 },
  { node: 'arm64', debian: 'arm64', elfMachine: 183 },
];

/** @throws Error for an architecture that PetLog is not made for */
export function architectureOf(arch: Arch): Architecture {
  return architectureNamed(Arch[arch]);
}

/** @throws Error for an architecture that PetLog is not made for */
export function architectureNamed(name: string): Architecture {
  const architecture = architectures.find((candidate) => candidate.node === name || candidate.debian === name);
  if (architecture === undefined) {
    throw new Error(`There is no PetLog for ${name}: only for ${architectures.map(({ debian }) => debian).join(' and ')}.`);
  }
  return architecture;
}
