import { expectAccessible } from './newsroom/accessibility.ts';
import { test } from './newsroom.ts';
import { READER_STATES } from './reader-states.ts';

test.describe('[R5] axe finds nothing on', () => {
  for (const [name, comesTo] of Object.entries(READER_STATES))
    test(name, async ({ newsroom, reader }) => {
      await comesTo({ newsroom, reader });
      await expectAccessible(reader.page, name);
    });
});
