import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Both colour schemes; a desktop, and a phone, which is also a desktop at 400 % (WCAG 1.4.10). */
const LOOKS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 320 },
] as const;
const HEIGHT_PX = 900;

/** Axe finds nothing on the page as it stands, in both colour schemes, wide and narrow; nor does it scroll sideways. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const { colorScheme, width } of LOOKS) {
    const look = `${state}, ${colorScheme}, ${width} px`;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: HEIGHT_PX });
    // The other mode opens one more page for each look, only to gather the findings of frames, which there are none of.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG_22_AA).analyze();
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
