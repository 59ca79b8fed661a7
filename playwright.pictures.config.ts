import { defineConfig } from '@playwright/test';
import everyday from './playwright.config.ts';

/** `npm run pictures`: what the pages look like, to be looked at. Nothing is compared. */
export default defineConfig({ ...everyday, testMatch: 'reader-pictures.ts', reporter: 'line' });
