import { webcrypto } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hooks } from '@/api/client';
import type { LeadItem, Notice } from '@/api/types';
import { answer, askAgain, forgetQuestion, question, start } from './act';
import { about, buyerOf, forgetBuyers, noteBuyer } from './lead-words';
import { toasts } from './toasts';
import { forgetUndo, sayUndoable, undo } from './undo';

vi.stubGlobal('crypto', webcrypto);
vi.stubGlobal('window', globalThis);
const original = { ...hooks };
const lead = (id: string, more: Partial<LeadItem> = {}) =>
  ({
    id,
    etag: `"${id}"`,
    organisation: { name: '某某医院' },
    product: { id: 'p', name: '妇幼' },
    ...more,
  }) as LeadItem;
let sent: { leads: { etag: string }[] }[] = [];

function answers(...bodies: (object | number)[]): void {
  hooks.fetch = async (_, init) => {
    sent.push(JSON.parse(String(init.body ?? '{}')) as (typeof sent)[number]);
    const body = bodies[Math.min(sent.length, bodies.length) - 1] ?? 500;
    const problem = typeof body === 'number';
    return new Response(JSON.stringify(problem ? { type: 'urn:tenderlead:problem:x' } : body), {
      status: problem ? body : 200,
      headers: { 'Content-Type': problem ? 'application/problem+json' : 'application/json' },
    });
  };
}
const late = (now: LeadItem) => ({ leads: [], refused: [{ id: now.id, status: 412, title: 'Changed.', lead: now }] });

beforeEach(() => {
  sent = [];
  question.value = null;
  toasts.value = [];
  forgetUndo();
});
afterEach(() => Object.assign(hooks, original));

describe('what is typed in a question', () => {
  it('stays where the answer is refused, which is said there', async () => {
    start('reject', [lead('l1')]);
    const asked = question.value!;
    asked.text = '不是我们的产品';
    answers(late(lead('l1', { etag: '"2"', verdict: 'accepted' })), { leads: [lead('l1')], action_id: '7' });
    await answer(asked, { action: 'reject', reason: asked.text });
    expect(question.value).toMatchObject({ text: '不是我们的产品', working: false });
    expect(question.value?.why).toContain('已接受');
    // Who has read that may do it all the same.
    await answer(asked, { action: 'reject', reason: asked.text });
    expect(sent[1]?.leads[0]?.etag).toBe('"2"');
    expect(question.value).toBeNull();
  });

  it('stays where nobody knows why it wasn’t saved, and comes back where the dialog was left', async () => {
    start('note', [lead('l1')]);
    const asked = question.value!;
    asked.text = '约了周三';
    answers(500);
    const running = answer(asked, { action: 'note', reason: asked.text });
    question.value = null;
    await running;
    expect(question.value).toMatchObject({ text: '约了周三', why: '出错了（500）。' });
  });

  it('is a note: sent again by itself on what a colleague has changed', async () => {
    start('note', [lead('l1')]);
    answers(late(lead('l1', { etag: '"2"' })), late(lead('l1', { etag: '"3"' })), {
      leads: [lead('l1')],
      action_id: '7',
    });
    await answer(question.value!, { action: 'note', reason: '约了周三' });
    expect(sent.map((each) => each.leads[0]?.etag)).toEqual(['"l1"', '"2"', '"3"']);
    expect(question.value).toBeNull();
    expect(toasts.value.map((each) => each.text)).toEqual(['已记下备注 · 某某医院 · 妇幼']);
  });

  it('is asked again of those leads alone that weren’t done', async () => {
    start('note', [lead('l1'), lead('l2')]);
    const asked = question.value!;
    asked.text = 'x';
    answers({ leads: [lead('l1')], action_id: '7', refused: [{ id: 'l2', status: 404, title: 'Gone.' }] });
    await answer(asked, { action: 'note', reason: 'x' });
    expect(question.value?.leads.map((each) => each.id)).toEqual(['l2']);
    expect(question.value?.why).toContain('没有这条线索');
  });

  it('waits for the person whose session ended, and for nobody else', () => {
    const typed = () => {
      start('note', [lead('l1')]);
      question.value!.text = '私密';
      forgetQuestion('wang');
      expect(question.value).toBeNull();
    };
    typed();
    askAgain('wang');
    expect(question.value).toMatchObject({ text: '私密', why: '', working: false });
    typed();
    askAgain('sc');
    expect(question.value).toBeNull();
    askAgain('wang');
    expect(question.value).toBeNull();
    // Nothing typed, or gone on purpose: nothing opens by itself.
    start('note', [lead('l1')]);
    forgetQuestion('wang');
    askAgain('wang');
    expect(question.value).toBeNull();
    start('note', [lead('l1')]);
    question.value!.text = '私密';
    forgetQuestion();
    askAgain('wang');
    expect(question.value).toBeNull();
  });
});

describe('undo', () => {
  it('takes back the same by the toast and by the key', async () => {
    const first = vi.fn(async () => undefined);
    const second = vi.fn(async () => undefined);
    sayUndoable('first', first);
    sayUndoable('second', second);
    await undo();
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
    toasts.value.find((each) => each.text === 'first')?.undo?.();
    await undo();
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  });

  it('says nothing more where it couldn’t, which was said', async () => {
    sayUndoable('x', async () => false);
    await undo();
    expect(toasts.value.map((each) => each.text)).toEqual(['x']);
  });
});

describe('whose a lead is', () => {
  it('is the buyer as the notice has it where no organisation is known, else unknown', () => {
    const nobodys = lead('l9', { organisation: { name: '' }, notice_id: 'n1' });
    expect(buyerOf(lead('l1'))).toBe('某某医院');
    expect(about([nobodys], 'done.many')).toBe('采购人未知 · 妇幼');
    noteBuyer(nobodys, { id: 'n1', fields: [{ field: 'buyer.name', value: '某某院区' }] } as unknown as Notice);
    expect(about([nobodys], 'done.many')).toBe('某某院区 · 妇幼');
    forgetBuyers();
    expect(buyerOf(nobodys)).toBe('采购人未知');
  });
});
