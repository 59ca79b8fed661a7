import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { json as readJson } from 'node:stream/consumers';
import { CHANGE_BYTES, publishCommand } from '../entry-text.ts';
import type { Target } from '../target.ts';

export interface Published {
  readonly seq: number;
  readonly sentMs: number;
  readonly answeredMs: number;
}

/** Publishes entries over connections that are kept. */
export class Publisher {
  readonly #target: Target;
  readonly #agent = new Agent({ keepAlive: true });
  /** How far the log has grown. */
  head: number;

  constructor(target: Target) {
    this.#target = target;
    this.head = target.seq;
  }

  async publish(changeBytes: number = CHANGE_BYTES): Promise<Published> {
    const body = publishCommand(randomUUID(), changeBytes);
    const sentMs = performance.now();
    const { position } = await this.#post(body);
    this.head = Math.max(this.head, position.seq);
    return { seq: position.seq, sentMs, answeredMs: performance.now() };
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(body: string): Promise<{ position: { seq: number } }> {
    const { port, publishPath: path, publishHeaders } = this.#target;
    const headers = { ...publishHeaders, 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const posting = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: this.#agent });
      posting.on('error', (error: NodeJS.ErrnoException) => {
        // A kept connection that the server closed in the same moment: the request has not reached it.
        if (posting.reusedSocket && error.code === 'ECONNRESET') this.#post(body).then(resolve, reject);
        else reject(new Error(`publishing: ${error.message}`, { cause: error }));
      });
      posting.on('response', async response => {
        const answer = await readJson(response).catch(() => null);
        if (response.statusCode === 200) resolve(answer as { position: { seq: number } });
        else reject(new Error(`publishing: ${response.statusCode} ${JSON.stringify(answer)}`));
      });
      posting.end(body);
    });
  }
}
