import { readFileSync } from 'node:fs';

/**
 * Fails where package-lock.json would install on this machine but not on another: an optional (platform) package that npm left out
 * of the lock, a registry's address in it, or a range instead of an exact version in package.json.
 */
interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string> | undefined>;
const faults = [...missingOptionals(), ...registryHosts(), ...ranges()];
for (const fault of faults) console.error(`package-lock.json: ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;

function missingOptionals(): string[] {
  return Object.entries(lock.packages).flatMap(([path, locked]) =>
    Object.keys(locked.optionalDependencies ?? {})
      .filter(name => !isReachable(path, name))
      .map(name => `${name} is missing, wanted by ${path || 'the project'}`),
  );
}

/** Whether node's resolution from `path` upwards finds the package in the lock. */
function isReachable(path: string, name: string): boolean {
  if (lock.packages[`${path === '' ? '' : `${path}/`}node_modules/${name}`]) return true;
  if (path === '') return false;
  const parent = path.lastIndexOf('/node_modules/');
  return isReachable(parent === -1 ? '' : path.slice(0, parent), name);
}

function registryHosts(): string[] {
  return Object.entries(lock.packages)
    .filter(([, locked]) => locked.resolved?.startsWith('http'))
    .map(([path]) => `${path} names a registry`);
}

function ranges(): string[] {
  return ['dependencies', 'devDependencies']
    .flatMap(kind => Object.entries(manifest[kind] ?? {}))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is not pinned: ${version}`);
}
