import type { Block, Body } from '#shared/body.ts';
import { paragraphs } from '#shared/body-text.ts';
import { everythingPublic } from './newsroom/public-routes.ts';
import { expect, test } from './newsroom.ts';

test('[D12] a draft shows in nothing public: no text, no gap in seq, no count, no ETag', async ({
  newsroom,
  reader,
}) => {
  const article = await newsroom.article({ entries: 3 });
  const { position } = await newsroom.api.snapshot(article);
  const picture = await newsroom.api.picture('The canary on a wire');
  const everything = () => everythingPublic(newsroom.server.url, article, position, [picture]);
  const before = await everything();
  await reader.opens(article);
  const image: Block = { type: 'image', attrs: picture };
  const body: Body = { type: 'doc', content: [...paragraphs(['The canary sings on Thursday.']).content, image] };
  const entry = { headline: 'Not yet public', body };
  await newsroom.api.command(article, { type: 'save-draft', draftId: 'a-draft-of-ours', entry });
  const during = await everything();
  expect([...during].filter(([, text]) => /Not yet public|canary/.test(text))).toEqual([]);
  expect([...during].filter(([route, text]) => text !== before.get(route))).toEqual([]);
  await newsroom.api.command(article, { type: 'publish-entry', draftId: 'a-draft-of-ours', entry });
  await reader.sees('The canary sings on Thursday.');
  expect(reader.messages).toEqual(['ok', 'entry-published']);
  await expect(reader.page.getByRole('img', { name: 'The canary on a wire' })).toBeVisible();
  expect((await newsroom.api.snapshot(article)).position.seq).toBe(position.seq + 1);
});
