import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { HOOK_FILES, type HookFiles } from './hook-files.ts';

/**
 * Loaded into a server before its own code (`node --import`), where strace is missing: ends it as kill -9 does right before the n-th step
 * of what it does. A step is a statement that writes, or a write to a socket. Without an order it passes everything on.
 */

const { order, steps } = JSON.parse(process.env[HOOK_FILES] ?? '') as HookFiles;
const WRITES = /^(begin|commit|rollback|(?:insert|replace|update|delete)\b[^"]*"?\w*)/i;
let ordered = '';
let taken = 0;

for (const name of ['run', 'all', 'get'] as const)
  hook(StatementSync.prototype, name, statement => WRITES.exec(statement.sourceSQL)?.[1]);
hook(DatabaseSync.prototype, 'exec', (_database, sql) => WRITES.exec(String(sql))?.[1]);
hook(Socket.prototype, 'write', () => 'write to a socket');

/** Puts a look at the order before a method. `nameOf` answers nothing where the call is no step. */
function hook<Owner extends object, Name extends keyof Owner & string>(
  owner: Owner,
  name: Name,
  nameOf: (self: Owner, ...args: unknown[]) => string | undefined,
): void {
  const original = owner[name] as (...args: unknown[]) => unknown;
  const hooked = function (this: Owner, ...args: unknown[]): unknown {
    const step = nameOf(this, ...args);
    if (step !== undefined) before(step.replaceAll('"', '').toLowerCase());
    return original.apply(this, args);
  };
  Object.defineProperty(owner, name, { value: hooked, configurable: true, writable: true });
}

function before(step: string): void {
  const current = existsSync(order) ? readFileSync(order, 'utf8') : '';
  if (current !== ordered) taken = 0;
  ordered = current;
  if (current === '') return;
  taken += 1;
  appendFileSync(steps, `${step}\n`);
  if (taken === Number(current)) process.kill(process.pid, 'SIGKILL');
}
