import type { Page } from '@playwright/test';
import type { Credentials } from './api.ts';

export interface Account extends Credentials {
  readonly id: string;
}

/** Somebody who writes, with the admin before them. */
export class Editor {
  readonly page: Page;
  readonly account: Account;

  constructor(page: Page, account: Account) {
    this.page = page;
    this.account = account;
  }
}
