import { test } from './newsroom.ts';
import { READER_STATES } from './reader-states.ts';

const FOLDER = 'test-results/pictures';
const WIDTHS_PX = [360, 768, 1280];
const HEIGHT_PX = 900;

for (const [name, comesTo] of Object.entries(READER_STATES))
  test(name, async ({ newsroom, reader: { page }, reader }) => {
    await comesTo({ newsroom, reader });
    for (const width of WIDTHS_PX)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: HEIGHT_PX });
        await page.screenshot({ path: `${FOLDER}/${name.replaceAll(/\W+/g, '-')}-${width}-${colorScheme}.png` });
      }
  });
