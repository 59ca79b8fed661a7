import { test as base } from '@playwright/test';
import type { Editor } from './newsroom/editor.ts';
import { Newsroom } from './newsroom/newsroom.ts';
import type { Reader } from './newsroom/reader.ts';
import type { Environment, Process } from './newsroom/server.ts';

interface Stage {
  /** A server with data of its own, and the people around it. */
  readonly newsroom: Newsroom;
  /** Somebody with the role editor, signed in. */
  readonly editor: Editor;
  /** Somebody who reads. */
  readonly reader: Reader;
}

interface StageOptions {
  readonly process: Process;
  readonly environment: Environment;
}

/** The stage of all plays: a test that asks for `newsroom`, `editor` or `reader` gets ones that no other test sees. */
export const test = base.extend<Stage & StageOptions>({
  process: ['within', { option: true }],
  environment: [{}, { option: true }],
  newsroom: async ({ browser, process, environment }, use) => {
    const newsroom = await Newsroom.open({ browser, process, environment });
    await use(newsroom);
    await newsroom.close();
  },
  editor: async ({ newsroom }, use) => use(await newsroom.editor()),
  reader: async ({ newsroom }, use) => use(await newsroom.reader()),
});

export { expect } from '@playwright/test';
