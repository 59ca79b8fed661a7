import { articlePath, entryPath } from '#shared/addresses.ts';
import type { ArticleLink, Entry, PublishedEntry, RetractedEntry, Translation } from '#shared/article.ts';
import type { ExportView } from '#shared/exported.ts';
import { bylineOf } from '../ui/byline.ts';
import { primaryOf } from '../ui/language-mark.ts';
import { shownAt } from '../ui/times.ts';
import { bodyMarkdown, linkTo, plain } from './body-markdown.ts';
import { voiceOf } from './voice.ts';

/** All about an article but its entries, which follow from the oldest to the newest. */
export function articleMarkdown(view: ExportView): string {
  const { article, site, siteUrl, now } = view;
  const { headline, standfirst, authors, body, source, summary, dateLine, status, featured, related } = article;
  const { texts, times } = voiceOf(view);
  const byline = bylineOf(authors, texts);
  const copied = texts.say('copiedAt', { time: times.moment(new Date(now).toISOString()) });
  return blocks([
    `# ${plain(headline)}`,
    `${plain(dateLine || times.day(article.createdAt))} · ${texts.say(`status_${status}`)}`,
    standfirst && `**${plain(standfirst)}**`,
    byline && plain(byline),
    bodyMarkdown(body, { under: 1, siteUrl }),
    source && `\\[${source.url ? linkTo(plain(source.name), source.url) : plain(source.name)}\\]`,
    summary && `## ${texts.say('summary')}`,
    summary?.points.map(point => `- ${plain(point)}`).join('\n'),
    summary && texts.say('summaryEditedAt', { time: times.moment(summary.editedAt) }),
    ...linksMarkdown(texts.say('featured'), featured === null ? [] : [featured], siteUrl),
    ...linksMarkdown(texts.say('related'), related, siteUrl),
    `${plain(site.name)}. ${copied} <${siteUrl}${articlePath(article.slug)}>`,
    `## ${texts.say('updates')}`,
    texts.say('timesIn', { zone: times.zone }),
  ]);
}

export function entryMarkdown(view: ExportView, entry: Entry): string {
  const { texts, times } = voiceOf(view);
  const address = `${view.siteUrl}${entryPath(view.article.slug, entry)}`;
  const number = linkTo(texts.say('number', { number: entry.number }), address);
  const headline = entry.retraction === null && entry.headline ? ` – ${plain(entry.headline)}` : '';
  const title = `### ${times.moment(shownAt(entry))}${headline}`;
  const parts = entry.retraction === null ? publishedMarkdown(view, entry) : tombstoneMarkdown(view, entry);
  return blocks([title, number, ...parts]);
}

type Part = string | null | undefined;

function publishedMarkdown(view: ExportView, entry: PublishedEntry): Part[] {
  const { texts, times } = voiceOf(view);
  const { language, keyEvent, authors, source, tags, edits, body } = entry;
  const isForeign = primaryOf(language) !== primaryOf(view.article.language);
  const { confirmation, translations = [] } = entry;
  const marks = [
    keyEvent && texts.say('keyEvent'),
    confirmation && texts.say(`confirmation_${confirmation}`),
    isForeign && languageName(view, language),
    bylineOf(authors, texts),
    source && `${texts.say(`source_${source.kind}`)}: ${source.name}${source.url ? ` (${source.url})` : ''}`,
    ...tags.map(tag => `#${tag}`),
  ].filter(mark => typeof mark === 'string');
  const notes = edits.map(({ kind, at, note }) => {
    const what = texts.say(`edit_${kind}`, { time: times.moment(at) });
    return `> **${plain(note ? texts.say('withNote', { what }) : what)}** ${plain(note ?? '')}`.trimEnd();
  });
  return [
    bodyMarkdown(body, { under: 3, siteUrl: view.siteUrl }),
    ...translations.map(translation => translationMarkdown(view, translation)),
    marks.length > 0 ? marks.map(plain).join(' · ') : null,
    ...notes,
  ];
}

function translationMarkdown(view: ExportView, { language, headline, body, translator }: Translation): string {
  const { texts } = voiceOf(view);
  const values = { language: languageName(view, language), name: translator.name };
  const parts = [
    `*${plain(texts.say(`translated_${translator.kind}`, values))}*`,
    headline && `**${plain(headline)}**`,
    bodyMarkdown(body, { under: 4, siteUrl: view.siteUrl }),
  ];
  return blocks(parts).trimEnd();
}

function languageName(view: ExportView, language: string): string {
  const { texts } = voiceOf(view);
  try {
    return new Intl.DisplayNames(texts.language, { type: 'language' }).of(language) ?? language;
  } catch {
    // A tag may be well formed and yet none that Intl takes.
    return language;
  }
}

function tombstoneMarkdown(view: ExportView, { retraction }: RetractedEntry): Part[] {
  const { texts, times } = voiceOf(view);
  return [`*${plain(texts.say('retractedAt', { time: times.moment(retraction.at) }))}*`, plain(retraction.reason)];
}

function linksMarkdown(title: string, links: readonly ArticleLink[], siteUrl: string): string[] {
  if (links.length === 0) return [];
  const lines = links.map(({ headline, text, url }) => {
    const name = url === null ? plain(headline) : linkTo(plain(headline), new URL(url, siteUrl).href);
    return `- ${[name, plain(text)].filter(part => part !== '').join(' – ')}`;
  });
  return [`## ${title}`, lines.join('\n')];
}

function blocks(parts: readonly Part[]): string {
  return `${parts.filter(part => typeof part === 'string' && part !== '').join('\n\n')}\n`;
}
