import type { Body } from '#shared/body.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';

/** An article that has everything an article can have. */
export async function publishRichArticle(newsroom: Newsroom): Promise<ArticleHandle> {
  const { api } = newsroom;
  const article = await api.article({
    headline: 'The old bridge of Aure is lifted out of the river',
    standfirst: 'Four cranes, two barges and a choir: the day in which 900 tonnes of iron change their place.',
    dateLine: 'Monday, June 3, 2024',
    body: paragraphs([
      'It has carried the railway since 1891 and nothing at all since 2003.',
      '"It hums in a west wind", says the lock-keeper. "We shall have to hum ourselves."',
    ]),
    source: { name: 'Aure Post', kind: 'wire', url: 'https://example.org/aure' },
    authors: [{ name: 'Ines Roth', role: 'in Aure' }],
    featured: { headline: 'What iron remembers', text: 'Every rivet was set by hand ...', url: null },
    related: [{ headline: 'Bridges that moved', text: '', url: 'https://example.org/bridges' }],
  });
  await api.publish(article, {
    headline: 'The cranes are here',
    keyEvent: true,
    body: EVERY_BLOCK,
    tags: ['cranes', 'river'],
  });
  await api.publish(article, { language: 'ru', body: paragraphs(['Мост поднят на два метра.']) });
  await api.publish(article, { language: 'ar', body: paragraphs(['الجسر يرتفع ببطء.']), source: OFFICIAL });
  const wrong = await api.publish(article, 'It weighs 800 tonnes.');
  const note = 'We first gave 800 tonnes.';
  await api.edit(article, { entryId: wrong, version: 1 }, 'It weighs 900 tonnes.', { kind: 'correction', note });
  const rumour = await api.publish(article, 'The bridge has been sold.');
  await api.command(article, {
    type: 'retract-entry',
    entryId: rumour,
    expectedVersion: 1,
    reason: 'Nobody confirmed it.',
  });
  const pinned = await api.publish(article, { headline: 'How to get there', body: paragraphs(['By the ferry.']) });
  await api.command(article, { type: 'pin-entry', entryId: pinned });
  await api.command(article, { type: 'set-summary', points: ['The cranes are in place.', 'The river is closed.'] });
  return article;
}

const OFFICIAL = { name: 'Harbour office', kind: 'official', url: 'https://example.org/harbour' } as const;

const EVERY_BLOCK: Body = {
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Four of them, ' },
        { type: 'text', text: 'each on its own barge', marks: [{ type: 'bold' }] },
        { type: 'text', text: ', as ' },
        { type: 'text', text: 'announced', marks: [{ type: 'link', attrs: { href: 'https://example.org/plan' } }] },
        { type: 'text', text: ', ', marks: [{ type: 'italic' }] },
        { type: 'hardBreak' },
        { type: 'text', text: 'and on time.' },
      ],
    },
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'What they lift' }] },
    {
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'the deck' }] }] },
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'two arches' }] }] },
      ],
    },
    { type: 'horizontalRule' },
    { type: 'blockquote', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Slowly, slowly.' }] }] },
  ],
};
