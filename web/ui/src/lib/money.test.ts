import { describe, expect, it } from 'vitest';
import { exactMoney, formatBand, formatMoney, parseWan } from './money';

describe('money', () => {
  it.each([
    [0, '0 元', '¥0'],
    [9800, '9,800 元', '¥9,800'],
    [10_000, '1 万元', '¥10,000'],
    [2_385_000, '238.5 万元', '¥2.39 m'],
    [2_385_400, '238.5 万元', '¥2.39 m'],
    [12_345_600, '1,235 万元', '¥12.35 m'],
    [99_999_999, '1 亿元', '¥100 m'],
    [120_000_000, '1.2 亿元', '¥120 m'],
    [1_200_000_000, '12 亿元', '¥1.2 bn'],
    [-35_000, '−3.5 万元', '−¥35,000'],
  ])('%d yuan reads %s, in English %s', (yuan, zh, en) => {
    expect(formatMoney(yuan, 'zh-CN')).toBe(zh);
    expect(formatMoney(yuan, 'en')).toBe(en);
  });

  it('keeps the code of another currency', () => {
    expect(formatMoney(1234.5, 'zh-CN', 'USD')).toBe('USD 1,234.5');
  });

  it('gives the exact amount to the fen', () => {
    expect(exactMoney(2385000)).toBe('¥2,385,000.00');
  });

  it('says over where a band has no upper end', () => {
    expect(formatBand(600, null, 'zh-CN')).toBe('600 万元以上');
    expect(formatBand(150, 240, 'zh-CN')).toBe('150–240 万元');
    expect(formatBand(150, 240, 'en')).toBe('¥1.5 m – ¥2.4 m');
  });

  it.each([
    ['200', 200],
    ['200万', 200],
    [' 1.5 亿 ', 15_000],
    ['350000元', 35],
    ['１２０', 120],
    ['1,200', 1200],
    ['两百', null],
    ['', null],
    ['-5', null],
  ])('reads %j as %s wan', (text, wan) => {
    expect(parseWan(text)).toBe(wan);
  });
});
