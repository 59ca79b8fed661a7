import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SCHEMES = ['light', 'dark'] as const;
/** A desktop, and a phone or a desktop at 400 % (WCAG 1.4.10). */
const WIDTHS_PX = [1280, 320];
const HEIGHT_PX = 900;

/** Axe finds nothing on the page as it stands, in both colour schemes, wide and narrow. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of SCHEMES)
    for (const width of WIDTHS_PX) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: HEIGHT_PX });
      const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze();
      const found = violations.map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(node => node.failureSummary + node.html),
      }));
      expect(found, `${state}, ${colorScheme}, ${width} px`).toEqual([]);
    }
}
