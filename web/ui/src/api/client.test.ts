import { webcrypto } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addressOf, api, forgetAsker, hooks } from './client';
import { ApiProblem } from './problem';

type Call = { address: string; init: RequestInit };
let calls: Call[] = [];
const original = { ...hooks };
vi.stubGlobal('crypto', webcrypto); // Node.js 18 has it under this name only

function answers(...responses: (Response | Error)[]): void {
  calls = [];
  hooks.fetch = async (address, init) => {
    calls.push({ address, init });
    const next = responses[Math.min(calls.length, responses.length) - 1];
    if (next instanceof Error || next === undefined) throw next;
    return next;
  };
}

const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });
const header = (call: Call | undefined, name: string) => (call?.init.headers as Record<string, string>)[name];

beforeEach(() => {
  hooks.wait = async () => undefined;
  hooks.csrf = 'token';
});
afterEach(() => Object.assign(hooks, original));

describe('requests', () => {
  it('fills paths and leaves out what is not asked for', () => {
    expect(addressOf('/api/v1/leads/{id}', { id: 'a/b?' })).toBe('/api/v1/leads/a%2Fb%3F');
    expect(addressOf('/x', {}, { filter: 'deadline:today..today+7', sort: '', cursor: undefined })).toBe(
      '/x?filter=deadline%3Atoday..today%2B7',
    );
  });

  it('asks a second time where the first read got no answer', async () => {
    answers(new TypeError('failed'), json(200, { items: [], total: 0 }));
    expect(await api.get('/api/v1/leads', {})).toEqual({ items: [], total: 0 });
    expect(calls).toHaveLength(2);
  });

  it('sends a write again with the same key until the server is back', async () => {
    answers(new TypeError('failed'), new TypeError('failed'), json(200, { action_id: '1', leads: [] }));
    await api.post('/api/v1/undo/{action}', { path: { action: '1' } });
    expect(calls).toHaveLength(3);
    expect(new Set(calls.map((call) => header(call, 'Idempotency-Key'))).size).toBe(1);
    expect(header(calls[0], 'X-CSRF-Token')).toBe('token');
  });

  it('sends a write once a server is back that was away for long, and tells that it waits', async () => {
    const gone = new TypeError('failed');
    const said = { action_id: '1', leads: [] };
    answers(gone, gone, gone, gone, gone, gone, json(200, said));
    const told: number[] = [];
    hooks.waiting = (more) => void told.push(more);
    const back = vi.fn(async () => undefined);
    hooks.back = back;
    expect(await api.post('/api/v1/undo/{action}', { path: { action: '1' } })).toEqual(said);
    expect(back).toHaveBeenCalledTimes(1);
    expect(new Set(calls.map((call) => header(call, 'Idempotency-Key'))).size).toBe(1);
    expect(told).toEqual([1, -1]);
  });

  it('waits with nothing that is of now: signing in', async () => {
    answers(new TypeError('failed'));
    const body = { login: 'li', password: 'x' };
    const failed = await api.post('/api/v1/session', { body }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ failure: 'offline' });
  });

  it('sends and answers nothing of somebody who has left', async () => {
    answers(new TypeError('failed'), json(200, {}));
    hooks.wait = async () => forgetAsker();
    const sent = await api.post('/api/v1/undo/{action}', { path: { action: '1' } }).catch((error: unknown) => error);
    expect(sent).toMatchObject({ name: 'AbortError' });
    expect(calls).toHaveLength(1);
    answers(json(200, { items: [], total: 0 }));
    const asked = api.get('/api/v1/leads', {}).catch((error: unknown) => error);
    forgetAsker();
    expect(await asked).toMatchObject({ name: 'AbortError' });
  });

  it('gives up in the end and says that nobody answered', async () => {
    answers(new TypeError('failed'));
    const unanswered = vi.fn();
    hooks.unanswered = unanswered;
    const failed = await api.get('/api/v1/leads', {}).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ApiProblem);
    expect((failed as ApiProblem).failure).toBe('offline');
    expect(unanswered).toHaveBeenCalledTimes(2);
  });

  it('tells a problem of the API from a proxy’s page', async () => {
    answers(
      json(
        412,
        { type: 'urn:tenderlead:problem:changed-since', detail: 'Somebody was faster.', errors: [] },
        'application/problem+json',
      ),
    );
    expect(await api.get('/api/v1/leads', {}).catch((error: unknown) => error)).toMatchObject({
      failure: 'problem',
      status: 412,
      slug: 'changed-since',
      message: 'Somebody was faster.',
    });
    answers(new Response('<html>Bad gateway</html>', { status: 502, headers: { 'Content-Type': 'text/html' } }));
    expect(await api.get('/api/v1/leads', {}).catch((error: unknown) => error)).toMatchObject({
      failure: 'unreadable',
      status: 502,
    });
  });

  it('points at each member that is wrong', async () => {
    answers(
      json(
        422,
        {
          type: 'urn:tenderlead:problem:invalid',
          errors: [{ pointer: '/login', message: 'is taken', code: 'taken', values: { by: 'li' } }],
        },
        'application/problem+json',
      ),
    );
    const failed = (await api.get('/api/v1/leads', {}).catch((error: unknown) => error)) as ApiProblem;
    expect(failed.faults).toEqual([{ pointer: '/login', message: 'is taken', code: 'taken', values: { by: 'li' } }]);
  });

  it('does not take a page for an answer', async () => {
    answers(new Response('<html></html>', { status: 200, headers: { 'Content-Type': 'text/html' } }));
    expect(await api.get('/api/v1/leads', {}).catch((error: unknown) => error)).toMatchObject({
      failure: 'unreadable',
    });
  });

  it('says that the session has ended', async () => {
    answers(json(401, { type: 'urn:tenderlead:problem:sign-in' }, 'application/problem+json'));
    const signedOut = vi.fn();
    hooks.signedOut = signedOut;
    await api.get('/api/v1/leads', {}).catch(() => undefined);
    expect(signedOut).toHaveBeenCalledOnce();
  });

  it('sends a write again to a server that is busy, when it says, and tells that one waits', async () => {
    const busy = () =>
      new Response(JSON.stringify({ type: 'urn:tenderlead:problem:busy', title: 'Service Unavailable', status: 503 }), {
        status: 503,
        headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '3' },
      });
    answers(busy(), busy(), json(200, { action_id: '1', leads: [] }));
    const waits: number[] = [];
    const told: number[] = [];
    hooks.wait = async (ms) => void waits.push(ms);
    hooks.waiting = (more) => void told.push(more);
    await api.post('/api/v1/undo/{action}', { path: { action: '1' } });
    expect(waits).toEqual([3000, 3000]);
    expect(told).toEqual([1, -1]);
    expect(new Set(calls.map((call) => header(call, 'Idempotency-Key'))).size).toBe(1);
  });

  it('asks no more where a newer program has taken the store over', async () => {
    answers(json(503, { type: 'urn:tenderlead:problem:newer-store' }, 'application/problem+json'));
    const failed = await api.post('/api/v1/undo/{action}', { path: { action: '1' } }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ slug: 'newer-store', status: 503 });
    expect(calls).toHaveLength(1);
  });

  it('hears of the server’s version with each answer', async () => {
    answers(
      new Response('{}', {
        status: 200,
        headers: { 'Content-Type': 'application/json', 'X-Tenderlead-Version': '9.1' },
      }),
    );
    const version = vi.fn();
    hooks.version = version;
    await api.get('/api/v1/leads', {});
    expect(version).toHaveBeenCalledWith('9.1');
  });
});
