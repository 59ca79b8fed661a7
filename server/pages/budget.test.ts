import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { paragraphs } from '#shared/body-text.ts';

/** Of what a reader's first visit loads, compressed (R6). */
const MAX_HTML_BYTES = 60_000;
const MAX_SCRIPT_BYTES = 70_000;
/** Of those, what brings the page to life; the rest comes once it is at rest. */
const MAX_SCRIPT_BYTES_AT_ONCE = 62_000;
/** What stands in the way of the first paint; no promise, but to be noticed when it grows. */
const MAX_STYLE_BYTES = 6_500;
/** Of a page of plain entries, where each has a second text as long as the first. */
const MAX_RICH_TIMES = 2.2;
/** The most that the newest page may have. */
const ENTRIES = 39;

describe('[R6] the first page of an article', () => {
  it('with as many entries as it may have stays within the budgets', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    for (let n = 1; n <= ENTRIES; n++) await running.desk.publish(id, proseOf(n));

    const { text: html } = await running.ask('GET', `/live/${slug}`);

    const scripts = [
      ...named(html, /<(?:script type="module" src|link rel="modulepreload" href)="([^"]+)"/g),
      ...named(html, /data-program="([^"]+)"/g).flatMap(files => files.split(' ')),
    ];
    const styles = named(html, /<link rel="stylesheet" href="([^"]+)"/g);
    expect([scripts.length, styles.length].every(count => count > 0)).toBe(true);
    expect(await sentBytes(`${running.url}/live/${slug}`)).toBeLessThanOrEqual(MAX_HTML_BYTES);
    expect(await compressedBytes(running, scripts)).toBeLessThanOrEqual(MAX_SCRIPT_BYTES_AT_ONCE);
    expect(await compressedBytes(running, [...new Set([...scripts, ...AT_REST])])).toBeLessThanOrEqual(
      MAX_SCRIPT_BYTES,
    );
    expect(await compressedBytes(running, styles)).toBeLessThanOrEqual(MAX_STYLE_BYTES);
  });

  it('where entries have pictures, embeds and other languages, it grows with what they say and by little else', async () => {
    await using running = await runningApp();
    const [plain, rich] = [await running.createArticle(), await running.createArticle()];
    for (let n = 1; n <= ENTRIES; n++) {
      const text = proseOf(n).slice(0, 500);
      await running.desk.publish(plain.id, text);
      await running.desk.publish(rich.id, text, { entry: richEntry(n, text) });
    }

    const [least, most] = [await bytesOf(plain.slug), await bytesOf(rich.slug)];

    expect(most).toBeLessThanOrEqual(MAX_HTML_BYTES);
    expect(most).toBeLessThanOrEqual(MAX_RICH_TIMES * least);

    function bytesOf(slug: string): Promise<number> {
      return sentBytes(`${running.url}/live/${slug}`);
    }
  });
});

/** As the server sends it to a browser that takes Brotli. */
async function sentBytes(address: string): Promise<number> {
  const asking = get(address, { headers: { 'accept-encoding': 'br' } });
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  expect(response.headers['content-encoding']).toBe('br');
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).byteLength;
  return bytes;
}

/** Every one has what only some have in a newsroom. */
function richEntry(n: number, text: string) {
  const hash = (n * 1_103_515_245).toString(16).padStart(16, '0').slice(0, 16);
  const picture = {
    src: `/media/${hash}.jpg`,
    width: 1_600,
    height: 1_000,
    alt: `Seen from ${n}`,
    caption: '',
    credit: '',
  };
  const film = { provider: 'youtube', url: `https://www.youtube.com/watch?v=dQw4w9Wg${100 + n}`, title: `Film ${n}` };
  const body = {
    type: 'doc',
    content: [...paragraphs([text]).content, { type: 'image', attrs: picture }, { type: 'embed', attrs: film }],
  };
  const translation = { language: 'de', headline: null, body: paragraphs([proseOf(n + 1_000).slice(0, 500)]) };
  return { body, translations: [{ ...translation, translator: { name: 'Ann', kind: 'person' } }] };
}

/** What client/reader/following/following.tsx loads by itself, and what that registers. */
const AT_REST = [...withImports('client/reader/following/follower.tsx').map(file => `/${file}`), '/service-worker.js'];

function withImports(chunk: string): string[] {
  const manifest: Record<string, { file: string; imports?: string[] }> = JSON.parse(
    readFileSync(new URL('../../dist/client/.vite/manifest.json', import.meta.url), 'utf8'),
  );
  const files = new Set<string>();
  function add(name: string): void {
    const found = manifest[name];
    if (found === undefined) throw new Error(`The build has no ${name}.`);
    if (files.has(found.file)) return;
    files.add(found.file);
    found.imports?.forEach(add);
  }
  add(chunk);
  return [...files];
}

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
