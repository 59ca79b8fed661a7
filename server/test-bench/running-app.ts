import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { type App, createApp } from '#server/app.ts';
import { type Accounts, createAccounts } from '#server/auth/accounts.ts';
import { createOperatorKey } from '#server/auth/operator-key.ts';
import { type Config, readConfig } from '#server/config.ts';
import type { Store } from '#server/store/store.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleCreated, CommandAnswer, StoredPicture } from '#shared/commands.ts';
import type { Role } from '#shared/users.ts';
import { type WritingDesk, writingDesk } from './writing-desk.ts';

/** The whole server on a port of its own, with the client as it was built, and somebody of each role. */
export interface RunningApp extends AsyncDisposable {
  readonly app: App;
  readonly config: Config;
  readonly store: Store;
  readonly desk: WritingDesk;
  readonly accounts: Accounts;
  readonly operatorKey: string;
  readonly url: string;
  readonly log: readonly string[];
  /** Asks as somebody of this role, or as nobody. */
  ask(method: string, path: string, request?: AppRequest): Promise<Answer>;
  /** As the operator; throws where it is refused. */
  createArticle(article?: object): Promise<ArticleCreated>;
  send(articleId: string, command: object): Promise<CommandAnswer>;
  publish(articleId: string, text: string): Promise<CommandAnswer>;
  upload(picture: Buffer): Promise<StoredPicture>;
  close(): Promise<void>;
}

interface AppRequest {
  /** `operator` is the quick one: with the key of the machine's own commands nobody's password has to be hashed. */
  readonly as?: Role | 'operator';
  /** An object is sent as JSON, a text or bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON, where it is that. */
  readonly json: unknown;
}

const BYTES = 'application/octet-stream';
const PASSWORD = 'an old word for the moon';

export async function runningApp(env: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const desk = await writingDesk();
  const { store, bus, clock, ids } = desk.context;
  const config = readConfig({ SAMPLE: 'off', ...env });
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: line => void lines.push(line) });
  const accounts = createAccounts({
    ...{ store, secret: 'a secret that only these tests know of' },
    ...{ publicUrl: config.publicUrl, clock, log },
  });
  const operatorKey = createOperatorKey();
  const app = await createApp({ config, store, bus, accounts, operatorKey, clock, ids, log });
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  const cookies = new Map<Role, Promise<string>>();
  const cookieOf = (role: Role) => {
    const known = cookies.get(role) ?? signIn(accounts, role);
    cookies.set(role, known);
    return known;
  };
  const credentials = async (as: Role | 'operator') =>
    as === 'operator' ? { authorization: `Bearer ${operatorKey}` } : { cookie: await cookieOf(as) };
  const ask: RunningApp['ask'] = async (method, path, { as, body, headers = {} } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(as === undefined ? {} : await credentials(as)),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: asSent(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
  const asOperator = async (path: string, body: object, headers = {}) => {
    const { status, text, json } = await ask('POST', path, { as: 'operator', body, headers });
    if (status >= 300) throw new Error(`${status}: ${text}`);
    return json;
  };
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await app.close();
  };
  const send: RunningApp['send'] = async (id, command) =>
    (await asOperator(`/api/articles/${id}/commands`, { commandId: ids(), ...command })) as CommandAnswer;
  return {
    ...{ app, config, store, desk, accounts, operatorKey, url, log: lines, ask, close, send },
    createArticle: async article =>
      (await asOperator('/api/articles', {
        ...{ headline: 'The Eagle has landed', status: 'live' },
        ...article,
      })) as ArticleCreated,
    publish: (id, text) => send(id, { type: 'publish-entry', entry: { body: paragraphs([text]) } }),
    upload: async picture => (await asOperator('/api/media', picture, { 'content-type': BYTES })) as StoredPicture,
    async [Symbol.asyncDispose]() {
      await close();
      await desk[Symbol.asyncDispose]();
    },
  };
}

async function signIn(accounts: Accounts, role: Role): Promise<string> {
  const email = `${role}@example.org`;
  await accounts.createUser({ name: role, email, password: PASSWORD, role });
  const outcome = await accounts.signIn({ email, password: PASSWORD, address: '192.0.2.1', headers: {} });
  if (outcome.status !== 'signed-in') throw new Error(`${role} was not signed in`);
  return outcome.cookies.map(cookie => cookie.split(';', 1)[0]).join('; ');
}

function asSent(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
