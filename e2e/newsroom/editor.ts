import { expect, type Locator, type Page } from '@playwright/test';
import type { ArticleHandle, Credentials } from './api.ts';

export interface Account extends Credentials {
  readonly id: string;
}

/** Somebody who writes, at the desk of the admin. What they do they do as people do: by what is on the screen. */
export class Editor {
  readonly page: Page;
  readonly account: Account;

  constructor(page: Page, account: Account) {
    this.page = page;
    this.account = account;
  }

  /** Opens the desk of an article: timeline and composer. */
  async opens(article: Pick<ArticleHandle, 'slug'>): Promise<void> {
    await this.page.goto(`/admin/articles/${article.slug}`);
    await expect(this.text).toBeVisible();
  }

  async visits(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** Puts this into the composer, over what is in it. */
  async writes(text: string, { headline }: { readonly headline?: string } = {}): Promise<void> {
    if (headline !== undefined) await this.headline.fill(headline);
    await this.text.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  /** Publishes what is in the composer and waits for the word that it is public. */
  async publishes(): Promise<void> {
    await this.triesToPublish();
    await this.isTold(/^Published/);
  }

  async triesToPublish(): Promise<void> {
    await this.publishButton.click();
  }

  /** Opens the entry in the composer, changes its text and saves it. */
  async edits(
    number: number,
    text: string,
    change: { readonly kind?: string; readonly note?: string } = {},
  ): Promise<void> {
    await this.beginsToEdit(number);
    await this.writes(text);
    if (change.kind !== undefined) await this.page.getByLabel('Kind of change').selectOption(change.kind);
    if (change.note !== undefined) await this.page.getByLabel('Note to readers').fill(change.note);
    await this.savesChanges();
    await this.isTold('Changes published');
  }

  async beginsToEdit(number: number): Promise<void> {
    await this.button(`Edit entry ${number}`).click();
    await expect(this.page.getByRole('heading', { name: `Edit entry ${number}` })).toBeVisible();
    await expect(this.text).toBeFocused();
  }

  async savesChanges(): Promise<void> {
    await this.button('Save changes').click();
  }

  async withdraws(number: number, reason = ''): Promise<void> {
    await this.button(`Withdraw entry ${number}`).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(reason);
    await dialog.getByRole('button', { name: /^Withdraw/ }).click();
    await expect(dialog).toHaveCount(0);
  }

  async pins(number: number): Promise<void> {
    await this.button(`Pin entry ${number}`).click();
    await expect(this.button(`Unpin entry ${number}`)).toBeVisible();
  }

  async unpins(number: number): Promise<void> {
    await this.button(`Unpin entry ${number}`).click();
    await expect(this.button(`Pin entry ${number}`)).toBeVisible();
  }

  async setsStatus(status: string): Promise<void> {
    await this.page.getByRole('group', { name: 'Status' }).getByRole('button', { name: status }).click();
  }

  /** In whatever asks for it: the screen, or the dialog over one. */
  async signsIn({ email, password }: Credentials = this.account): Promise<void> {
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.button('Sign in').click();
  }

  /** How far publishing has come, in the words below the composer. */
  async isTold(progress: string | RegExp): Promise<void> {
    await expect(this.progress).toHaveText(progress);
  }

  async sees(text: string | RegExp): Promise<void> {
    await expect(this.page.getByText(text).first()).toBeVisible();
  }

  get text(): Locator {
    return this.page.getByRole('textbox', { name: 'Entry text' });
  }

  get headline(): Locator {
    return this.page.getByRole('textbox', { name: 'Headline' });
  }

  get progress(): Locator {
    return this.page.locator('#composer-progress');
  }

  /** A draft in the list below the composer. */
  draft(title: string): Locator {
    return this.page.getByRole('region', { name: 'Drafts' }).getByRole('listitem').filter({ hasText: title });
  }

  get publishButton(): Locator {
    return this.button('Publish');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}
