import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';

/** Of what a reader's first visit loads, compressed (R6). */
const MAX_HTML_BYTES = 60_000;
const MAX_SCRIPT_BYTES = 70_000;
/** What stands in the way of the first paint; no promise, but to be noticed when it grows. */
const MAX_STYLE_BYTES = 6_500;
/** The most that the newest page may have. */
const ENTRIES = 39;

describe('[R6] the first page of an article', () => {
  it('with as many entries as it may have stays within the budgets', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    for (let n = 1; n <= ENTRIES; n++) await running.publish(id, proseOf(n));

    const { text: html } = await running.ask('GET', `/live/${slug}`);

    const scripts = named(html, /<(?:script type="module" src|link rel="modulepreload" href)="([^"]+)"/g);
    const styles = named(html, /<link rel="stylesheet" href="([^"]+)"/g);
    expect([scripts.length, styles.length].every(count => count > 0)).toBe(true);
    expect(brotliCompressSync(html).length).toBeLessThanOrEqual(MAX_HTML_BYTES);
    expect(await compressedBytes(running, scripts)).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
    expect(await compressedBytes(running, styles)).toBeLessThanOrEqual(MAX_STYLE_BYTES);
  });
});

function named(html: string, tag: RegExp): string[] {
  return [...html.matchAll(tag)].map(([, path = '']) => path);
}

/** As the server sends them to a browser that takes Brotli. */
async function compressedBytes(running: RunningApp, paths: readonly string[]): Promise<number> {
  const sizes = paths.map(async path => {
    const { headers } = await running.ask('GET', path, { headers: { 'accept-encoding': 'br' } });
    expect([path, headers.get('content-encoding')]).toEqual([path, 'br']);
    return Number(headers.get('content-length'));
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Prose of the length of a long entry, that no compression sees through. */
function proseOf(seed: number): string {
  let state = seed;
  const word = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state.toString(36).slice(0, 2 + (state % 7));
  };
  return Array.from({ length: 220 }, word).join(' ');
}
