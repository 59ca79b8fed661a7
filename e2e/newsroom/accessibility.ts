import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Both colour schemes and colours of the system's own; a desktop, a phone, and a desktop at 400 % (WCAG 1.4.10). */
const LOOKS = [
  { colorScheme: 'light', forcedColors: 'none', width: 1280, height: 900 },
  { colorScheme: 'dark', forcedColors: 'none', width: 320, height: 900 },
  { colorScheme: 'light', forcedColors: 'none', width: 320, height: 256 },
  { colorScheme: 'dark', forcedColors: 'active', width: 320, height: 256 },
] as const;

/** Axe finds nothing on the page as it stands, in all colours, wide and narrow; nor does it scroll sideways. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const { colorScheme, forcedColors, width, height } of LOOKS) {
    const look = `${state}, ${colorScheme}${forcedColors === 'active' ? ', forced colours' : ''}, ${width} x ${height} px`;
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    // The other mode opens one more page for each look, only to gather the findings of frames, which there are none of.
    const axe = new AxeBuilder({ page }).setLegacyMode().withTags(WCAG_22_AA);
    // Forced colours are the system's; of those that are only played, axe reads some as they were before.
    if (forcedColors === 'active') axe.disableRules('color-contrast');
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(node => node.failureSummary + node.html),
    }));
    expect(found, look).toEqual([]);
    await expectToFit(page, look);
  }
}

/** The page does not have to be scrolled sideways. */
export async function expectToFit(page: Page, state: string): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: innerWidth,
  }));
  expect(content, `width of ${state}`).toBeLessThanOrEqual(window);
}
