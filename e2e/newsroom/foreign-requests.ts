import type { Page } from '@playwright/test';

/** The addresses that the page asks for elsewhere, as they come. */
export function foreignRequests(page: Page, own: string): readonly string[] {
  const foreign: string[] = [];
  page.on('request', request => {
    if (!request.url().startsWith(own) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  return foreign;
}
