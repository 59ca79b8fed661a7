import { expect, it } from 'vitest';
import { htmlFaults } from '#server/test-bench/html-faults.ts';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { testPicture } from '#server/test-bench/test-picture.ts';
import { unzipped } from '#server/test-bench/unzipped.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { StoredPicture } from '#shared/commands.ts';

/** Every state of a page that the server makes, and where it is. */
const PAGES: readonly (readonly [state: string, path: string])[] = [
  ['home', '/'],
  ['an article', '/live/bridge'],
  ['an article without entries', '/live/empty'],
  ['an article that is yet to begin', '/live/upcoming'],
  ['an article that has ended', '/live/ended'],
  ['an article from right to left', '/live/jisr'],
  ['a page of older entries', '/live/bridge?before=21'],
  ['a numbered page of older entries', '/live/bridge/page/1'],
  ['the page around an entry', '/live/bridge/entry/3'],
  ['the page around a withdrawn entry', '/live/bridge/entry/40'],
  ['an embed', '/embed/bridge'],
  ['an embed from right to left, oldest first', '/embed/jisr?order=oldest&theme=dark'],
  ['an embed with all there can be in it', '/embed/rich'],
  ['an embed that is not there', '/embed/nowhere'],
  ['an error', '/live/nowhere'],
  ['a bad request', '/live/bridge?before=x'],
  ['the page for when there is no network', '/offline'],
  ['the contents', '/live/bridge/contents'],
  ['an article seen oldest first', '/live/bridge?order=oldest'],
  ['its key events only', '/live/bridge?show=key'],
  ['its corrections, oldest first', '/live/bridge?show=corrections&order=oldest'],
  ['what one author wrote', '/live/bridge?author=Ben+Ode'],
  ['what has a tag', '/live/bridge?tag=traffic'],
  ['a lens that finds nothing', '/live/ended?show=corrections'],
  ['a lens on what nobody wrote', '/live/bridge?author=Nobody'],
  ['an article as it stood', '/live/bridge?at=2026-03-01T10:00Z'],
  ['its older entries of then', '/live/bridge?at=2026-03-01T10:00Z&before=21'],
  ['an article before it began', '/live/bridge?at=2025-03-01T10:00Z'],
  ['the admin', '/admin'],
];

it('every page is valid HTML', { timeout: 60_000 }, async () => {
  await using running = await runningApp();
  await publishEverything(running);

  const found = await Promise.all(
    PAGES.map(async ([state, path]) => [state, await htmlFaults((await running.ask('GET', path)).text)] as const),
  );

  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(PAGES.map(([state]) => [state, []])));
});

it('so is what is said where the server has failed', async () => {
  await using running = await runningApp();
  await publishEverything(running);
  await running.store.close();
  const { status, text } = await running.ask('GET', '/live/bridge');

  expect([status, await htmlFaults(text)]).toEqual([503, []]);
});

it('so is a bundle, every page of it', { timeout: 60_000 }, async () => {
  await using running = await runningApp();
  await publishEverything(running);
  const { id } = await running.createArticle({ headline: 'A long day', slug: 'long' });
  for (let number = 1; number <= 401; number++) await running.publish(id, `Update ${number}.`);
  for (const slug of ['bridge', 'long']) {
    const response = await fetch(`${running.url}/live/${slug}/export.zip`);
    const files = unzipped(Buffer.from(await response.arrayBuffer()));
    const pages = [...files].filter(([name]) => name.endsWith('.html'));

    const found = await Promise.all(pages.map(async ([name, file]) => [name, await htmlFaults(String(file))]));
    expect(pages.length).toBe(slug === 'long' ? 3 : 1);
    expect(found).toEqual(pages.map(([name]) => [name, []]));
  }
});

it('and what is not is found', async () => {
  expect(await htmlFaults('<p>A <div style="color: red">B</p>')).not.toEqual([]);
});

async function publishEverything(running: RunningApp): Promise<void> {
  const rich = richBody(await running.upload(await testPicture()));
  const { id } = await running.createArticle({
    ...{ headline: 'The bridge is open & "safe"', slug: 'bridge', standfirst: 'At last.', body: rich },
    ...{ source: { name: 'Wend Herald', kind: 'wire', url: 'https://herald.example/?a=1&b=2' } },
    authors: [{ name: 'Ann Lee', role: 'in Wend' }],
    featured: { headline: 'The old bridge', text: 'It stood for 80 years.', url: '/live/empty' },
    related: [{ headline: 'The river', text: '', url: 'https://river.example/' }],
  });
  await running.send(id, { type: 'set-summary', points: ['The bridge is open.', 'Nobody was hurt.'] });
  const ids: (string | undefined)[] = [];
  for (let number = 1; number <= 40; number++) ids.push((await running.publish(id, `Update ${number}.`)).entryId);
  const [first, second] = ids;
  await running.send(id, {
    ...{ type: 'edit-entry', entryId: first, expectedVersion: 1, kind: 'correction', note: 'It was two.' },
    entry: richEntryOf(rich),
  });
  await running.send(id, {
    ...{ type: 'edit-entry', entryId: second, expectedVersion: 1, kind: 'minor', note: null },
    entry: { body: paragraphs(['Мост открыт.']), language: 'ru', displayAt: '2026-03-01' },
  });
  await running.send(id, { type: 'retract-entry', entryId: ids[39], expectedVersion: 1, reason: 'Wrong bridge.' });
  await running.send(id, { type: 'pin-entry', entryId: second });
  await running.createArticle({ headline: 'Nothing yet', slug: 'empty' });
  const startsAt = '2026-03-02T10:00:00.000Z';
  await running.createArticle({ headline: 'Tomorrow', slug: 'upcoming', status: 'upcoming', startsAt });
  const jisr = await running.createArticle({ headline: 'الجسر مفتوح', slug: 'jisr', language: 'ar' });
  await running.publish(jisr.id, 'فُتح الجسر.');
  const everything = await running.createArticle({ headline: 'All there is', slug: 'rich' });
  await running.send(everything.id, { type: 'publish-entry', entry: richEntryOf(rich) });
  const ended = await running.createArticle({ headline: 'Long ago', slug: 'ended', status: 'ended' });
  await running.publish(ended.id, 'It is over.');
}

function richBody(stored: StoredPicture) {
  const picture = { ...stored, alt: 'A bridge', caption: 'The bridge', credit: 'Ann Lee' };
  return {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Below' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'a link', marks: [{ type: 'link', attrs: { href: 'https://a.example/?x=1&y=2' } }] },
        ],
      },
      {
        type: 'orderedList',
        attrs: { start: 3 },
        content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'three' }] }] }],
      },
      { type: 'blockquote', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'We will hold.' }] }] },
      { type: 'horizontalRule' },
      { type: 'keyFigure', attrs: { value: '60 m', label: 'in one day' } },
      { type: 'image', attrs: picture },
      { type: 'gallery', attrs: { images: [picture, { ...picture, alt: '', decorative: true }] } },
      {
        type: 'embed',
        attrs: { provider: 'youtube', url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', title: 'A film' },
      },
    ],
  };
}

function richEntryOf(rich: ReturnType<typeof richBody>) {
  return {
    ...{ body: rich, headline: 'First lorry', keyEvent: true, tags: ['traffic', 'lorries'] },
    authors: [{ name: 'Ben Ode', role: null }],
    confirmation: 'unconfirmed',
    translations: [{ language: 'ru', headline: null, body: rich, translator: { name: 'Oleg', kind: 'person' } }],
    source: { name: 'Police', kind: 'official', url: 'https://police.example' },
  };
}
