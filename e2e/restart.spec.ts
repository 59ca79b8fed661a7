import { randomUUID } from 'node:crypto';
import { bodyText, paragraphs } from '#shared/body-text.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { numbersDown } from './newsroom/numbers.ts';
import { expect, test } from './newsroom.ts';

const PUBLISHES = 200;
const KILL_AFTER = 90;
const AT_ONCE = 4;

test.use({ process: 'apart' });

test('[D5] [D6] [D7] kill -9 in the middle of 200 publishes loses none that was acknowledged and doubles none', async ({
  newsroom,
  reader,
}) => {
  const article = await newsroom.article();
  const { position } = await newsroom.api.snapshot(article);
  await reader.opens(article);
  const acknowledged = await publishThroughAKill(newsroom, article);
  await reader.seesEntries(numbersDown(PUBLISHES));

  const entries = await allEntries(newsroom, article);
  expect(entries.map(({ number }) => number)).toEqual(numbersDown(PUBLISHES));
  expect(new Set(entries.map(({ text }) => text)).size, 'different texts').toBe(PUBLISHES);
  for (const { id, text } of entries) expect(acknowledged.get(text), text).toBe(id);
  expect((await newsroom.api.snapshot(article)).position).toEqual({ epoch: position.epoch, seq: 1 + PUBLISHES });

  const shown = await reader.page.locator('.timeline .entries .body').allTextContents();
  expect(shown).toEqual(entries.map(({ text }) => text));
  expect(reader.messages, 'resumed without starting over').not.toContain('reset');
  reader.hasNotReloaded();
});

/** Several writers at once, who repeat what was not answered under its own id. Answers the entry's id for each text. */
async function publishThroughAKill(newsroom: Newsroom, article: ArticleHandle): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  const texts = Array.from({ length: PUBLISHES }, (_, index) => `Passage ${index + 1} of the radio.`);
  let restarted: Promise<void> | null = null;
  const restart = async () => {
    await newsroom.killServer();
    await newsroom.startServer();
  };
  const write = async () => {
    for (let text = texts.shift(); text !== undefined; text = texts.shift()) {
      const commandId = randomUUID();
      while (!acknowledged.has(text)) {
        try {
          const entry = { body: paragraphs([text]) };
          const answer = await newsroom.api.command(article, { type: 'publish-entry', entry }, commandId);
          acknowledged.set(text, answer.entryId as string);
        } catch (error) {
          if (restarted === null) throw error;
          await restarted;
        }
        if (acknowledged.size === KILL_AFTER) restarted ??= restart();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, write));
  await restarted;
  return acknowledged;
}

async function allEntries(newsroom: Newsroom, article: ArticleHandle) {
  const entries = [...(await newsroom.api.snapshot(article)).entries];
  for (let before = entries.at(-1)?.number ?? 1; before > 1; before = entries.at(-1)?.number ?? 1)
    entries.push(...(await newsroom.api.older(article, before)).entries);
  return entries.map(entry => ({
    id: entry.id,
    number: entry.number,
    text: entry.retraction === null ? bodyText(entry.body) : '',
  }));
}
