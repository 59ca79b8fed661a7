import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the client before a start where the build is missing or older than what it is made from. */
const MARKER = 'dist/client/.vite/manifest.json';
const SOURCES = ['client', 'shared', 'vite.config.ts', 'package.json'];

if (!existsSync(MARKER) || !existsSync('dist/ssr/reader.js') || newest(SOURCES) > statSync(MARKER).mtimeMs) build();

function build(): void {
  console.error('Building the client');
  execFileSync('npm', ['run', '--silent', 'build'], {
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
}

function newest(paths: readonly string[]): number {
  return Math.max(
    ...paths.map(path => (statSync(path).isDirectory() ? newest(childrenOf(path)) : statSync(path).mtimeMs)),
    0,
  );
}

function childrenOf(folder: string): string[] {
  return readdirSync(folder).map(name => join(folder, name));
}
