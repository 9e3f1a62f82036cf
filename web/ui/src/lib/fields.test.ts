import { describe, expect, it } from 'vitest';
import { fieldText, fromInput, hasStars, inputValue, isMasked, valueOf } from './fields';

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
    ['time', '2031-05-06', '2031-05-06'],
    ['time', 'T09:30', undefined],
    ['text', '  某某医院 ', '某某医院'],
    ['text', '   ', undefined],
  ])('of type %s, %j is taken as %s', (type, text, value) => {
    expect(fromInput(type, text)).toBe(value);
  });

  it('edits a time as it is in Beijing, wherever the browser stands', () => {
    expect(inputValue({ type: 'time', value: '2031-05-06T01:30:00Z' })).toBe('2031-05-06T09:30');
    expect(inputValue({ type: 'time', value: '2031-05-06' })).toBe('2031-05-06'); // no hour was said, and none is made up
    expect(inputValue({ type: 'amount', value: 2_385_000 })).toBe('2385000');
    expect(inputValue({ type: 'time', value: 'soon' })).toBe('');
  });

  it.each([
    '0571-****0000',
    '138****1234',
    '周建华 0571-****0000',
    '某某路 1 号，电话 010-****-0000',
    '***-****',
    '13* ***1 234',
  ])('types nothing over %s, which is masked', (value) => {
    expect(isMasked(value)).toBe(true);
    expect(inputValue({ type: 'text', value })).toBe('');
    expect(hasStars(value)).toBe(true);
  });

  it.each(['0571-88880000', '某某医院（*新院区）', '5* 级', ''])('keeps what has no masked number: %s', (value) => {
    expect(isMasked(value)).toBe(false);
    expect(inputValue({ type: 'text', value })).toBe(value);
  });

  it.each([
    [{ province: '浙江省', code: '330000' }, '330000'],
    ['2031-05-06', '2031-05-06'],
    [12, 12],
    [undefined, null],
  ])('gives back %j as %j', (value, back) => {
    expect(valueOf({ value })).toBe(back);
  });
});
