#!/usr/bin/env node
/**
 * Stands in for fpm where its release site is out of reach: understands the options that
 * electron-builder gives it, and fails on any other. dpkg-deb does the work, and clamps all times to
 * SOURCE_DATE_EPOCH. Field names and files are those of fpm 1.17.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const text = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    input: { ...text, short: 's' },
    output: { ...text, short: 't' },
    depends: { ...text, short: 'd', multiple: true },
    force: { type: 'boolean' },
    'deb-recommends': { ...text, multiple: true },
    'deb-suggests': { ...text, multiple: true },
    'deb-compression': text,
    'deb-priority': text,
    'deb-config': text,
    'deb-templates': text,
    'deb-changelog': text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    'before-install': text,
    'before-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
  },
});

const need = (name: keyof typeof values): string => {
  const value = values[name];
  if (typeof value !== 'string') {
    throw new Error(`This fpm needs --${name}.`);
  }
  return value;
};

const stage = mkdtempSync(join(tmpdir(), 'petlog-fpm-'));
try {
  chmodSync(stage, 0o755);
  for (const mapping of positionals) {
    const at = mapping.lastIndexOf('=');
    const [from, to] = [mapping.slice(0, at), join(stage, mapping.slice(at + 1))];
    mkdirSync(from.endsWith('/') ? to : dirname(to), { recursive: true });
    cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  }
  const documentation = join(stage, 'usr/share/doc', need('name'));
  mkdirSync(documentation, { recursive: true });
  writeFileSync(join(documentation, 'changelog.gz'), gzipSync(readFileSync(need('deb-changelog')), { level: 9 }));

  const entries = readdirSync(stage, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const files = entries.filter((path) => lstatSync(path).isFile());
  const control = join(stage, 'DEBIAN');
  mkdirSync(control);
  writeFileSync(join(control, 'control'), controlFile(files.reduce((sum, path) => sum + statSync(path).size, 0)));
  writeFileSync(
    join(control, 'md5sums'),
    files.map((path) => `${createHash('md5').update(readFileSync(path)).digest('hex')}  ${relative(stage, path)}\n`).join(''),
  );
  writeFileSync(
    join(control, 'conffiles'),
    files
      .filter((path) => path.startsWith(`${stage}/etc/`))
      .map((path) => `/${relative(stage, path)}\n`)
      .join(''),
  );
  for (const [option, name, mode] of [
    ['after-install', 'postinst', 0o755],
    ['after-remove', 'postrm', 0o755],
    ['before-install', 'preinst', 0o755],
    ['before-remove', 'prerm', 0o755],
    ['deb-config', 'config', 0o755],
    ['deb-templates', 'templates', 0o644],
  ] as const) {
    if (values[option] !== undefined) {
      writeFileSync(join(control, name), readFileSync(values[option]), { mode });
      chmodSync(join(control, name), mode);
    }
  }
  for (const path of entries.filter((entry) => lstatSync(entry).isDirectory())) {
    chmodSync(path, 0o755);
  }
  execFileSync(
    'dpkg-deb',
    ['--root-owner-group', `-Z${need('deb-compression').replace(/^gz$/, 'gzip')}`, '-z1', '--build', stage, need('package')],
    { stdio: ['ignore', 2, 2] },
  );
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function controlFile(sizeBytes: number): string {
  const [synopsis = '', ...rest] = need('description').split('\n');
  const list = (items: readonly string[] | undefined): string => (items ?? []).join(', ');
  return `${[
    `Package: ${need('name')}`,
    `Version: ${need('version')}`,
    `License: ${need('license')}`,
    `Vendor: ${need('vendor')}`,
    `Architecture: ${need('architecture')}`,
    `Maintainer: ${need('maintainer')}`,
    `Installed-Size: ${Math.floor(sizeBytes / 1024)}`,
    `Depends: ${list(values.depends)}`,
    `Recommends: ${list(values['deb-recommends'])}`,
    `Suggests: ${list(values['deb-suggests'])}`,
    `Section: ${need('category')}`,
    `Priority: ${need('deb-priority')}`,
    `Homepage: ${need('url')}`,
    `Description: ${synopsis}`,
    ...rest.map((line) => (line.trim() === '' ? ' .' : ` ${line.trim()}`)),
  ].join('\n')}\n`;
}
