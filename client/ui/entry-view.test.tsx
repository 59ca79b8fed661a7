import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Entry } from '#shared/article.ts';
import { makeEntry } from '../live/scenes.ts';
import { EntryView, type EntryViewProps } from './entry-view.tsx';
import { textsFor } from './languages.ts';
import { timesFor } from './times.ts';

const texts = textsFor('en');
const times = timesFor({ language: 'en', timeZone: 'Europe/Moscow', now: Date.parse('1961-04-12T09:00:00.000Z') });
const at = (clock: string) => `1961-04-12T${clock}:00.000Z`;

function markup(entry: Entry, props: Partial<EntryViewProps> = {}): string {
  return renderToStaticMarkup(<EntryView entry={entry} texts={texts} times={times} {...props} />);
}

const entry = makeEntry({ number: 5, publishedAt: at('06:07') });

describe('EntryView', () => {
  it('has an address that never changes, and its time leads there', () => {
    const html = markup(entry);
    expect(html).toContain('<article class="entry" id="entry-5"');
    expect(html).toContain('<a class="entry-when" href="#entry-5" title="Wednesday, April 12, 1961 at 09:07');
    expect(html).toContain('<time dateTime="1961-04-12T06:07:00.000Z">');
    expect(html).toContain('<span class="entry-time">09:07</span>');
    expect(html).toContain('<span class="entry-number">No. 5</span>');
  });

  it('has a heading for those who go by headings, also where it has no headline', () => {
    expect(markup(entry)).toContain('<h3 class="visually-hidden" id="entry-5-title">Update 5</h3>');
    expect(markup({ ...entry, headline: 'Lift-off' })).toContain(
      '<h3 class="entry-headline" id="entry-5-title">Lift-off</h3>',
    );
  });

  it('[R5] is marked as being in its language, and interface texts in it as being in theirs', () => {
    const html = markup({ ...entry, language: 'ar', keyEvent: true });
    expect(html).toMatch(/<article [^>]*lang="ar" dir="rtl">/);
    expect(html).toContain('<h3 class="visually-hidden" id="entry-5-title" lang="en" dir="ltr">Update 5</h3>');
    expect(html).toMatch(/<span class="entry-mark-key" lang="en" dir="ltr"><svg.*<\/svg> Key event<\/span>/);
  });

  it("shows the editor's time, which may be only a day", () => {
    const html = markup({ ...entry, displayAt: '1961-04-10' });
    expect(html).toContain('<time dateTime="1961-04-10"> <span class="entry-date">April 10, 1961</span></time>');
    expect(html).not.toContain('entry-time');
  });

  it('[R2] tells of each public edit, with its note', () => {
    const edits = [
      { at: at('11:05'), kind: 'update' as const, note: null },
      { at: at('11:30'), kind: 'correction' as const, note: 'The orbit was higher.' },
    ];
    const html = markup({ ...entry, edits });
    expect(html).toContain('<time dateTime="1961-04-12T11:05:00.000Z">Updated 14:05</time> </li>');
    expect(html).toContain('>Corrected 14:30:</time> The orbit was higher.</li>');
  });

  it('names who wrote it, who said so and what it is about', () => {
    const about = {
      ...entry,
      authors: [
        { name: 'Ann Lee', role: 'in Moscow' },
        { name: 'Bo Berg', role: null },
      ],
      source: { name: 'TASS', kind: 'wire' as const, url: 'https://example.com/' },
      tags: ['orbit'],
    };
    const html = markup(about);
    expect(html).toContain('<span class="byline">By <a>Ann Lee, in Moscow</a> and <a>Bo Berg</a></span>');
    expect(html).toContain(
      '<span class="source-kind">News agency</span> <a href="https://example.com/" rel="noopener nofollow">TASS</a>',
    );
    expect(html).toContain('<a class="tag">orbit</a>');
    const linked = markup(about, { hrefOfMore: (facet, name) => `?${facet}=${name}` });
    expect(linked).toContain(
      '<a href="?author=Ann Lee">Ann Lee, in Moscow</a> and <a href="?author=Bo Berg">Bo Berg</a>',
    );
    expect(linked).toContain('<a class="tag" href="?tag=orbit">orbit</a>');
  });

  it('[D11] of a retracted entry leaves its place, the time and the reason', () => {
    const { id, number, version, publishedAt } = entry;
    const html = markup({ id, number, version, publishedAt, retraction: { at: at('11:05'), reason: 'It was wrong.' } });
    expect(html).toContain('<article class="entry entry-retracted" id="entry-5"');
    expect(html).toContain('This update was withdrawn, 14:05');
    expect(html).toContain('<p class="tombstone-reason">It was wrong.</p>');
    expect(html).not.toContain('Entry 5');
  });

  it('as a copy has no ids, and leads to its original', () => {
    const html = markup(entry, { place: 'copy', href: '/live/vostok?before=6#entry-5', mark: 'pinned' });
    expect(html).not.toMatch(/ id=|aria-labelledby/);
    expect(html).toContain('href="/live/vostok?before=6#entry-5"');
    expect(html).toContain('Pinned');
  });

  it('writes no inline style, which the page would refuse', () => {
    expect(markup({ ...entry, keyEvent: true, tags: ['a'] })).not.toContain('style=');
  });
});
