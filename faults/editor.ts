import { setTimeout as pause } from 'node:timers/promises';
import { paragraphs } from '#shared/body-text.ts';
import type { CommandAnswer, Problem } from '#shared/commands.ts';
import type { Invoked, OperationKind, Operations } from './history.ts';

export interface EditorOptions {
  readonly url: string;
  credentials(): Readonly<Record<string, string>>;
  readonly articleId: string;
  readonly operations: Operations;
  readonly random: () => number;
  readonly newId: () => string;
}

/** What came of one request. `none`: it may have happened or not. */
export type Sent =
  | { readonly type: 'acknowledged'; readonly answer: CommandAnswer }
  | { readonly type: 'refused'; readonly httpStatus: number; readonly problem: Problem }
  | { readonly type: 'none'; readonly reason: string };

export interface Work {
  /** Of all that is asked for, what edits and what withdraws; the rest publishes. */
  readonly edits?: number;
  readonly withdrawals?: number;
  /** Repeats what was not answered, with the same command id, as the admin does; else every second one is given up. */
  readonly patience?: 'endless' | 'mixed';
  /** Rests between two requests. */
  readonly pauseMs?: number;
  readonly textChars?: number;
}

interface Manner {
  readonly textChars: number;
  readonly patience: 'endless' | 'none';
}

interface OwnEntry {
  readonly id: string;
  version: number;
}

const ANSWER_WITHIN_MS = 12_000;
const ASK_AGAIN_MS = 100;
const PARAGRAPH = 'The second stage has separated, and its engine burns as planned. '.repeat(8).trimEnd();
const NOT_NOW = new Set([503, 507]);

/** Somebody who writes. Keeps to their own entries, so that no two of them meet on one. */
export class Editor {
  readonly #options: EditorOptions;
  /** How often a request ended otherwise than acknowledged, those that were then repeated included; by what was answered. */
  readonly setbacks = new Map<string, number>();
  readonly #entries: OwnEntry[] = [];
  #isStopped = false;

  constructor(options: EditorOptions) {
    this.#options = options;
  }

  /** One entry, asked for once, or until there is an answer. */
  async publish({ textChars = 0, patience = 'none' }: Partial<Manner> = {}): Promise<Sent> {
    return this.#operate('publish', null, { textChars, patience });
  }

  /** Works until `stop` is called, or for so many requests. */
  async work(
    { edits = 0.2, withdrawals = 0.05, patience = 'mixed', pauseMs = 0, textChars = 0 }: Work,
    count = Infinity,
  ) {
    const { random } = this.#options;
    for (let n = 0; n < count && !this.#isStopped; n++) {
      const dice = random();
      const own = this.#entries[Math.floor(random() * this.#entries.length)] ?? null;
      const kind = own === null || dice >= edits + withdrawals ? 'publish' : dice < edits ? 'edit' : 'retract';
      const isPatient = patience === 'endless' || random() < 0.5;
      await this.#operate(kind, kind === 'publish' ? null : own, {
        textChars,
        patience: isPatient ? 'endless' : 'none',
      });
      if (pauseMs > 0) await pause(pauseMs);
    }
  }

  /** What is under way ends; what was not answered stays so. */
  stop(): void {
    this.#isStopped = true;
  }

  async #operate(kind: OperationKind, own: OwnEntry | null, { textChars, patience }: Manner): Promise<Sent> {
    const { operations, newId } = this.#options;
    const commandId = newId();
    const invoked = operations.invoke(kind, commandId);
    const command = JSON.stringify({ commandId, ...commandOf(kind, own, invoked.marker, textChars) });
    for (let isInDoubt = false; ; ) {
      const sent = await this.#send(command);
      if (sent.type !== 'acknowledged') this.#noteSetback(sent);
      const isOpen = sent.type === 'none' || (sent.type === 'refused' && NOT_NOW.has(sent.httpStatus));
      if (isOpen && patience === 'endless' && !this.#isStopped) {
        isInDoubt ||= sent.type === 'none';
        await pause(ASK_AGAIN_MS);
        continue;
      }
      // A refusal says nothing of an earlier request whose answer was lost.
      this.#settle(
        invoked,
        own,
        kind,
        isInDoubt && sent.type === 'refused' ? { type: 'none', reason: 'refused later' } : sent,
      );
      return sent;
    }
  }

  #noteSetback(sent: Exclude<Sent, { type: 'acknowledged' }>): void {
    const what = sent.type === 'none' ? sent.reason : `${sent.httpStatus} ${sent.problem.code}`;
    this.setbacks.set(what, (this.setbacks.get(what) ?? 0) + 1);
  }

  async #send(body: string): Promise<Sent> {
    const { url, articleId, credentials } = this.#options;
    try {
      const response = await fetch(`${url}/api/articles/${articleId}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...credentials() },
        body,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const answer: unknown = await response.json();
      if (response.ok) return { type: 'acknowledged', answer: answer as CommandAnswer };
      if (response.status === 500 || response.status === 502 || response.status === 504)
        return { type: 'none', reason: `answered ${response.status}` };
      return { type: 'refused', httpStatus: response.status, problem: answer as Problem };
    } catch (error) {
      return { type: 'none', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  #settle(invoked: Invoked, own: OwnEntry | null, kind: OperationKind, sent: Sent): void {
    if (sent.type === 'acknowledged') {
      const entryId = sent.answer.entryId ?? own?.id ?? '';
      invoked.acknowledged(sent.answer.position, entryId);
      if (kind === 'publish') this.#entries.push({ id: entryId, version: 1 });
      else if (kind === 'edit' && own !== null) own.version += 1;
      else this.#leave(own);
      return;
    }
    if (sent.type === 'refused') invoked.refused(sent.httpStatus, sent.problem.code);
    else invoked.unknown(sent.reason);
    // Its version is not known any more.
    this.#leave(own);
  }

  #leave(own: OwnEntry | null): void {
    const at = own === null ? -1 : this.#entries.indexOf(own);
    if (at !== -1) this.#entries.splice(at, 1);
  }
}

function commandOf(kind: OperationKind, own: OwnEntry | null, marker: string, textChars: number): object {
  const more = Array.from({ length: Math.ceil(textChars / PARAGRAPH.length) }, () => PARAGRAPH);
  const entry = { body: paragraphs([marker, ...more]) };
  if (own === null || kind === 'publish') return { type: 'publish-entry', entry };
  const { id: entryId, version: expectedVersion } = own;
  if (kind === 'retract') return { type: 'retract-entry', entryId, expectedVersion, reason: marker };
  return { type: 'edit-entry', entryId, expectedVersion, entry, kind: 'minor' };
}
