import { describe, expect, it } from 'vitest';
import { fieldText, fromInput, inputValue } from './fields';

const words = (_: string, id: string) => `<${id}>`;

describe('the fields of a notice', () => {
  it.each([
    [{ type: 'amount', value: 2_385_000 }, '238.5 万元'],
    [{ type: 'time', value: '2031-05-06' }, '2031年5月6日 周二'],
    [{ type: 'time', value: '2031-05-06T09:30:00+08:00' }, '2031年5月6日 周二 09:30'],
    [{ type: 'kind', value: 'tender' }, '<tender>'],
    [
      { type: 'region', value: { province: '北京市', city: '北京市', county: '东城区', code: '110101' } },
      '北京市 东城区',
    ],
    [{ type: 'text', value: '某某妇幼保健院' }, '某某妇幼保健院'],
    [{ type: 'text', value: null }, ''],
    [{ type: 'text' }, ''],
  ])('%j reads %s', (field, text) => {
    expect(fieldText(field, 'zh-CN', words)).toBe(text);
  });

  it.each([
    ['amount', '238.5万', 2_385_000],
    ['amount', '238.5万元', 2_385_000],
    ['amount', '1,200,000.55', 1_200_000.55],
    ['amount', '0.29万', 2900],
    ['amount', '约200万', undefined],
    ['time', '2031-05-06T09:30', '2031-05-06T09:30:00+08:00'],
    ['text', '  某某医院 ', '某某医院'],
    ['text', '   ', undefined],
  ])('of type %s, %j is taken as %s', (type, text, value) => {
    expect(fromInput(type, text)).toBe(value);
  });

  it('edits a time as it is in Beijing, wherever the browser stands', () => {
    expect(inputValue({ type: 'time', value: '2031-05-06T01:30:00Z' })).toBe('2031-05-06T09:30');
    expect(inputValue({ type: 'time', value: '2031-05-06' })).toBe('2031-05-06T00:00');
    expect(inputValue({ type: 'amount', value: 2_385_000 })).toBe('2385000');
    expect(inputValue({ type: 'time', value: 'soon' })).toBe('');
  });
});
