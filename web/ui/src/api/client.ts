// Requests to /api/v1, typed by the OpenAPI document: a path, parameter or answer that the API doesn't have isn't compiled.
//
// A read that gets no answer is asked once more; a write carries an Idempotency-Key and is sent again until the server answers, however
// long it is away, so that a restart in between neither loses nor doubles it. Signing in and out is done now or not at all.
import { ApiProblem, problemFrom } from './problem';
import type { paths } from './schema';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;
type JsonOf<R> = R extends { content: { 'application/json': infer B } } ? B : undefined;
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? JsonOf<R[keyof R & (200 | 201 | 202 | 204)]> : never;
type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? Q : never;
type PathOf<O> = O extends { parameters: { path: infer P } } ? { path: P } : { path?: undefined };
type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer B } } }
  ? { body: B }
  : O extends { requestBody?: { content: { 'application/json': infer B } } }
    ? { body?: B }
    : { body?: undefined };

export interface Extra {
  ifMatch?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
}
export type Options<P extends keyof paths, M extends Method> = PathOf<Operation<P, M>> &
  BodyOf<Operation<P, M>> & { query?: QueryOf<Operation<P, M>> } & Extra;

// What the rest of the program does when something happens here. Set once by state/session.ts and state/connection.ts.
export const hooks = {
  csrf: '',
  answered: (): void => undefined,
  unanswered: (): void => undefined,
  back: (): Promise<void> => hooks.wait(LONGEST_WAIT_S * 1000), // until the server can be asked again
  waiting: (() => undefined) as (more: 1 | -1) => void, // a write that the server isn't there or too busy for begins, or ends, to wait
  signedOut: (): void => undefined,
  version: (() => undefined) as (seen: string | undefined) => void, // that an answer says is the server's
  wait: (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms)),
  fetch: (input: string, init: RequestInit): Promise<Response> => fetch(input, init),
};

const READ_RETRIES = [300];
const WRITE_RETRIES = [400, 1200, 3000, 6000]; // a server that is restarted is back within some seconds; then its return is waited for
const LONGEST_WAIT_S = 10;
const TIMEOUT_MS = 30_000;

// From now on somebody else asks, or nobody: what was asked before is neither sent again nor answered.
let turn = 0;
export function forgetAsker(): void {
  turn += 1;
}

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function addressOf(path: string, values: object = {}, query: object = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((values as Record<string, unknown>)[name] ?? '')),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

async function once(method: Method, address: string, init: RequestInit, extra: Extra): Promise<Response> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), extra.timeoutMs ?? TIMEOUT_MS);
  const stop = () => timeout.abort();
  extra.signal?.addEventListener('abort', stop);
  try {
    return await hooks.fetch(address, { ...init, method: method.toUpperCase(), signal: timeout.signal });
  } catch {
    if (extra.signal?.aborted) throw new DOMException('superseded', 'AbortError');
    throw new ApiProblem(timeout.signal.aborted ? 'timeout' : 'offline', 0, 'no-answer', '');
  } finally {
    clearTimeout(timer);
    extra.signal?.removeEventListener('abort', stop);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

interface Loose extends Extra {
  path?: unknown;
  query?: unknown;
  body?: unknown;
}

// The server did nothing and says to come again: a store that a crawl holds, or a server that begins or stops. A proxy says it in a page.
const saysLater = (response: Response): boolean =>
  response.status === 503 &&
  (response.headers.has('Retry-After') ||
    !response.headers.get('Content-Type')?.startsWith('application/problem+json'));

async function request(method: Method, path: string, options: Loose): Promise<unknown> {
  const write = method !== 'get';
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (write) {
    headers['X-CSRF-Token'] = hooks.csrf;
    headers['Idempotency-Key'] = newKey();
  }
  if (options.ifMatch) headers['If-Match'] = options.ifMatch;
  const init: RequestInit = { headers, credentials: 'same-origin', cache: 'no-cache' };
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  }
  const address = addressOf(path, options.path ?? undefined, options.query ?? undefined);
  const waits = write ? WRITE_RETRIES : READ_RETRIES;
  const patient = write && !path.startsWith('/api/v1/session');
  const mine = turn;
  let waiting = false;
  const beginWaiting = () => {
    if (write && !waiting) hooks.waiting(1);
    waiting = write;
  };
  const wait = async (until: Promise<void>) => {
    await until;
    if (turn !== mine) throw new DOMException('of somebody who has left', 'AbortError');
  };
  try {
    for (let attempt = 0; ; attempt += 1) {
      const pause = waits[attempt];
      let response: Response;
      try {
        response = await once(method, address, init, options);
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        hooks.unanswered();
        if (error.failure !== 'offline' || (pause === undefined && !patient)) throw error;
        beginWaiting();
        await wait(pause === undefined ? hooks.back() : hooks.wait(pause));
        if (pause === undefined) attempt = -1; // it is there again, and may say that it begins
        continue;
      }
      if (pause !== undefined && saysLater(response)) {
        beginWaiting();
        const seconds = Number(response.headers.get('Retry-After')) || 0;
        await wait(hooks.wait(Math.max(pause, Math.min(seconds, LONGEST_WAIT_S) * 1000)));
        continue;
      }
      return await taken(path, response, () => turn === mine);
    }
  } finally {
    if (waiting) hooks.waiting(-1);
  }
}

async function taken(path: string, response: Response, wanted: () => boolean): Promise<unknown> {
  hooks.answered();
  hooks.version(response.headers.get('X-Tenderlead-Version') ?? undefined);
  if (response.status === 204) return undefined;
  const type = response.headers.get('Content-Type') ?? '';
  const body = type.includes('json') ? await readJson(response) : undefined;
  if (!wanted()) throw new DOMException('for somebody who has left', 'AbortError');
  if (response.ok) {
    if (body === undefined) throw new ApiProblem('unreadable', response.status, 'not-json', '');
    return body;
  }
  if (response.status === 401 && path !== '/api/v1/session') hooks.signedOut(); // there it is a wrong password
  throw problemFrom(response.status, type, body, response.headers.get('Retry-After'));
}

export const api = {
  get: <P extends PathsWith<'get'>>(path: P, options: Options<P, 'get'>) =>
    request('get', path, options) as Promise<Answer<P, 'get'>>,
  post: <P extends PathsWith<'post'>>(path: P, options: Options<P, 'post'>) =>
    request('post', path, options) as Promise<Answer<P, 'post'>>,
  put: <P extends PathsWith<'put'>>(path: P, options: Options<P, 'put'>) =>
    request('put', path, options) as Promise<Answer<P, 'put'>>,
  patch: <P extends PathsWith<'patch'>>(path: P, options: Options<P, 'patch'>) =>
    request('patch', path, options) as Promise<Answer<P, 'patch'>>,
  delete: <P extends PathsWith<'delete'>>(path: P, options: Options<P, 'delete'>) =>
    request('delete', path, options) as Promise<Answer<P, 'delete'>>,
};
