import { afterEach, describe, expect, it } from 'vitest';
import { ApiProblem, type Fault } from '@/api/problem';
import { i18n } from '@/i18n';
import { faultsOf, wordsOf } from './problem-words';

const fault = (pointer: string, code: string, message: string, values: Record<string, string> = {}): Fault => ({
  pointer,
  code,
  message,
  values,
});
const refused = (status: number, slug: string, ...faults: Fault[]) =>
  new ApiProblem('problem', status, slug, 'The API’s own words.', faults);

afterEach(() => {
  i18n.global.locale.value = 'zh-CN';
});

describe('what a person reads of a refusal', () => {
  it.each([
    ['a known problem', refused(409, 'login-taken', fault('/login', 'taken', 'is taken')), '这个用户名已经有人用了。'],
    [
      'a known fault',
      refused(422, 'invalid', fault('/login', 'too_long', 'x', { most: '64' })),
      '“用户名”一项最多 64 个字符。',
    ],
    ['a fault without a code', refused(422, 'invalid', fault('/odd', '', 'is odd')), '不能这样填（is odd）。'],
    [
      'a code that is newer than these pages',
      refused(422, 'invalid', fault('/to', 'x9', 'is odd')),
      '“指派给”一项不能这样填（is odd）。',
    ],
    [
      'a filter',
      refused(400, 'bad-filter', fault('filter', 'bad_filter', '"a" isn’t a field')),
      '“筛选”一项筛选条件看不懂（"a" isn’t a field）。',
    ],
    ['a problem known by its status alone', refused(403, 'odd'), '您没有这项权限。'],
    ['a problem that nothing is known of', refused(418, 'odd'), '出错了（418）。'],
  ])('says %s', (_, problem, words) => {
    expect(wordsOf(problem)).toBe(words);
  });

  it('names each of several faults', () => {
    const problem = refused(
      422,
      'invalid',
      fault('/name', 'missing', 'm'),
      fault('/days', 'not_whole', 'm', { least: '1', most: '9' }),
    );
    expect(wordsOf(problem)).toBe('有内容没有填对。 “名称”一项没有填。 “天数”一项应是 1 到 9 之间的整数。');
    expect(faultsOf(problem)).toEqual({ name: '没有填。', days: '应是 1 到 9 之间的整数。' });
  });

  it('is English for those who read English', () => {
    i18n.global.locale.value = 'en';
    expect(wordsOf(refused(418, 'odd'))).toBe('The API’s own words.');
    expect(wordsOf(refused(422, 'invalid', fault('/login', 'bad_login', 'm')))).toBe(
      'User name: takes small letters, digits, dot, dash, underscore and @, 64 bytes at most.',
    );
  });
});
