import type { BrowserContext, ConsoleMessage } from '@playwright/test';
import type { Network } from './network.ts';

/** What the browser itself writes when a line is down. */
const LINE_IS_DOWN = /net::ERR_|WebSocket connection to .* failed|unknown error occurred when fetching the script/;

/** What pages complain of: errors on the console (broken security policies and failed requests are among them) and uncaught ones. */
export class Complaints {
  readonly #network: Network;
  readonly #heard: string[] = [];
  readonly #expected: RegExp[] = [];

  constructor(network: Network) {
    this.#network = network;
  }

  listenTo(context: BrowserContext): void {
    context.on('console', message => {
      if (message.type() === 'error') this.#heard.push(textOf(message));
    });
    context.on('weberror', error => this.#heard.push(String(error.error().stack ?? error.error())));
  }

  /** The browser reports a refused request on the console: a test in which that is right says so. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** What was heard and not expected, and what was expected in vain. */
  surprises(): string[] {
    const excused = this.#network.hasFailed ? [...this.#expected, LINE_IS_DOWN] : this.#expected;
    const missing = this.#expected.filter(pattern => !this.#heard.some(text => pattern.test(text)));
    return [
      ...this.#heard.filter(text => !excused.some(pattern => pattern.test(text))),
      ...missing.map(pattern => `expected, but nobody complained: ${pattern}`),
    ];
  }
}

function textOf(message: ConsoleMessage): string {
  return `${message.text()} (${message.location().url})`;
}
