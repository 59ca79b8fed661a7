import { Detour, ProbeSchedule } from './detour.ts';
import { openEventStream } from './event-stream.ts';
import type { Fallback, Follow, Link, LinkEvents, Transport } from './link.ts';
import { openPolling } from './polling.ts';

export interface FallbackParts {
  openSocket(follow: Follow, on: LinkEvents): Link;
  now(): number;
  random(): number;
  after(ms: number, act: () => void): () => void;
}

let schedule: ProbeSchedule | null = null;

/** What there is beside sockets; loaded only where it is needed. */
export function openFallback(transport: Fallback, follow: Follow, on: LinkEvents, parts: FallbackParts): Link {
  schedule ??= new ProbeSchedule(parts);
  return new Detour(transport, follow, on, { ...parts, schedule, open: opener(parts) });
}

function opener({ openSocket, ...clock }: FallbackParts) {
  const parts = { ...clock, get, isHidden, watchSight };
  return (transport: Transport, follow: Follow, on: LinkEvents): Link => {
    if (transport === 'socket') return openSocket(follow, on);
    return transport === 'events' ? openEventStream(follow, on, parts) : openPolling(follow, on, parts);
  };
}

function get(address: string, options: RequestInit): Promise<Response> {
  return fetch(address, options);
}

function isHidden(): boolean {
  return document.visibilityState === 'hidden';
}

function watchSight(onVisible: () => void): () => void {
  const look = () => isHidden() || onVisible();
  document.addEventListener('visibilitychange', look);
  return () => document.removeEventListener('visibilitychange', look);
}
