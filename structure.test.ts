import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The import directions of docs/architecture.md, and what no file may have. */

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

interface Import {
  readonly from: string;
  /** Erased before it runs: does not pull the module in. */
  readonly isTypeOnly: boolean;
}

const ROOMS = ['shared', 'server', 'client', 'e2e', 'bench', 'faults', 'scripts'];
const files = ROOMS.flatMap(sourceFiles);
const product = files.filter(file => !isTest(file.path));

/** A file under `of` may only import project files under one of `only`; libraries are judged apart. */
const DIRECTIONS: readonly { readonly of: string; readonly only: readonly string[]; readonly why: string }[] = [
  { of: 'shared/', only: ['shared/'], why: 'shared is the ground: it stands on nothing' },
  { of: 'server/', only: ['server/', 'shared/'], why: 'the server does not know its clients' },
  { of: 'client/', only: ['client/', 'shared/'], why: 'the client talks to the server over the wire' },
  { of: 'client/ui/', only: ['client/ui/', 'shared/'], why: 'ui is props in, markup out' },
  { of: 'client/live/', only: ['client/live/', 'shared/'], why: 'live knows no screens' },
  {
    of: 'client/reader/',
    only: ['client/reader/', 'client/ui/', 'client/live/', 'shared/'],
    why: 'reader and admin never meet',
  },
  {
    of: 'client/embed/',
    only: ['client/embed/', 'client/ui/', 'client/live/', 'shared/'],
    why: 'the embed is a page of its own',
  },
  {
    of: 'client/export/',
    only: ['client/export/', 'client/ui/', 'shared/'],
    why: 'a copy is no page of the site',
  },
  {
    of: 'client/admin/',
    only: ['client/admin/', 'client/ui/', 'client/live/', 'shared/'],
    why: 'reader and admin never meet',
  },
  {
    of: 'server/store/',
    only: ['server/store/', 'server/auth/accounts-schema.ts', 'shared/'],
    why: 'a store decides nothing',
  },
  { of: 'server/bus/', only: ['server/bus/', 'shared/'], why: 'a bus decides nothing' },
  {
    of: 'server/deci',
    only: ['server/deci', 'server/refusal.ts', 'server/store/store.ts', 'server/time-zone.ts', 'shared/'],
    why: 'rules are pure',
  },
];

const SCHEMA_FILES = [
  'shared/article.ts',
  'shared/body.ts',
  'shared/commands.ts',
  'shared/delivery.ts',
  'shared/protocol.ts',
  'shared/users.ts',
  'shared/imports.ts',
];

describe('structure', () => {
  it.each(DIRECTIONS)('$of imports from $only: $why', ({ of, only }) => {
    const wrong = product
      .filter(file => file.path.startsWith(of))
      .flatMap(file => file.imports.map(({ from }) => ({ file: file.path, from })))
      .filter(({ from }) => isProjectFile(from) && !only.some(allowed => from.startsWith(allowed)));
    expect(wrong).toEqual([]);
  });

  it('shared imports no library but its schema library', () => {
    const wrong = product
      .filter(file => file.path.startsWith('shared/'))
      .flatMap(file => file.imports.map(({ from }) => ({ file: file.path, from })))
      .filter(({ from }) => !isProjectFile(from) && from !== 'zod');
    expect(wrong).toEqual([]);
  });

  it('what readers load holds no schema library: ui, live, reader and embed take only types from schema files', () => {
    const wrong = product
      .filter(file => /^client\/(ui|live|reader|embed)\//.test(file.path))
      .flatMap(file => file.imports.map(imported => ({ file: file.path, ...imported })))
      .filter(({ from, isTypeOnly }) => !isTypeOnly && (from === 'zod' || SCHEMA_FILES.includes(from)));
    expect(wrong).toEqual([]);
  });

  it('only write.ts appends to a log', () => {
    const appending = product
      .filter(file => /\.append\([a-z]*[aA]rticleId|\btx\.append\(|\btransaction\.append\(/.test(file.text))
      .map(file => file.path);
    expect(appending).toEqual(['server/write.ts']);
  });

  it('only one place looks at the environment', () => {
    const reading = product.filter(file => file.path.startsWith('server/') && file.text.includes('process.env'));
    expect(reading.map(file => file.path)).toEqual(['server/environment.ts']);
  });

  it('a test that is skipped says why, for the list at the end of a run', () => {
    const silent = files.filter(file => /\b(it|test|describe)\.(skip|skipIf|runIf)\(/.test(file.text));
    expect(silent.map(file => file.path).filter(path => path.endsWith('.test.ts'))).toEqual([]);
  });

  it('nothing imports main.ts', () => {
    expect(files.filter(file => file.imports.some(({ from }) => from === 'server/main.ts'))).toEqual([]);
  });

  it('there are no barrels, no default exports, and names are kebab-case', () => {
    expect(files.filter(file => /(^|\/)index\.tsx?$/.test(file.path))).toEqual([]);
    expect(files.filter(file => /^export default /m.test(file.text)).map(file => file.path)).toEqual([]);
    expect(files.map(file => file.path).filter(path => !/^[a-z0-9\-/.]+$/.test(path))).toEqual([]);
  });

  it('there are no circles', () => {
    expect(circles(product)).toEqual([]);
  });
});

function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map(entry => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

function importsOf(path: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s+)?(?:([^'";]*?)\s+from\s+)?'([^']+)'/gm);
  const lazy = text.matchAll(/\bimport\('([^']+)'\)/g);
  return [
    ...[...statements].map(([, type, names = '', from = '']) => ({
      from: resolved(path, from),
      isTypeOnly: type !== undefined || /^\{(\s*type\s+[^,}]+,?)+\s*\}$/.test(names),
    })),
    ...[...lazy].map(([, from = '']) => ({ from: resolved(path, from), isTypeOnly: false })),
  ];
}

function resolved(path: string, from: string): string {
  if (from.startsWith('#')) return from.slice(1);
  return from.startsWith('.') ? relative('.', join(dirname(path), from)) : from;
}

function isProjectFile(from: string): boolean {
  return ROOMS.some(room => from.startsWith(`${room}/`));
}

function isTest(path: string): boolean {
  return path.includes('.test.') || path.startsWith('server/test-bench/') || path.endsWith('-contract.ts');
}

function circles(all: readonly SourceFile[]): string[][] {
  const byPath = new Map(all.map(file => [file.path, file]));
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) return void found.push([...trail.slice(trail.indexOf(path)), path]);
    if (done.has(path)) return;
    for (const { from, isTypeOnly } of byPath.get(path)?.imports ?? []) if (!isTypeOnly) visit(from, [...trail, path]);
    done.add(path);
  };
  for (const path of byPath.keys()) visit(path, []);
  return found;
}
