import { readFileSync } from 'node:fs';

const ESTABLISHED = '01';
const BYTES_PER_KB = 1_024;

/** How many connections the system holds for whoever listens at a port. */
export function connectionsAt(port: number): number {
  const place = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  return lines.filter(line => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    return local.endsWith(`:${place}`) && state === ESTABLISHED;
  }).length;
}

/** What a process has in memory. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * BYTES_PER_KB;
}

/** How many files and sockets a process that this one starts may have open. */
export function openFilesLimit(): number {
  const limit = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit ?? 0);
}

/** Ports below this one the system never gives to callers of its own accord (by default from 32768 on). */
const LOWEST_PORT = 20_000;
const PORTS = 10_000;

/**
 * A port for a server that is started again and again. Not one of those that the system deals out: a caller who comes while nobody
 * listens there could be given that very port and be connected to itself.
 */
export function steadyPort(random: () => number): number {
  return LOWEST_PORT + Math.floor(random() * PORTS);
}
