// Money as Chinese sales people write it: 9,800 元, 238.5 万元, 1.2 亿元. English readers get millions.
export type Language = 'zh-CN' | 'en';

const WAN = 10_000;
const YI = 100_000_000;

// At most so many digits that a band is told from its neighbour, and no zeros behind them.
function digits(value: number): string {
  const places = value >= 1000 ? 0 : value >= 100 ? 1 : 2;
  return value.toLocaleString('en-US', { maximumFractionDigits: places });
}

// `yuan`: a decimal number of yuan. Other currencies than CNY keep their code.
export function formatMoney(yuan: number, language: Language, currency = 'CNY'): string {
  const sign = yuan < 0 ? '−' : '';
  const size = Math.abs(yuan);
  if (currency !== 'CNY') return `${sign}${currency} ${size.toLocaleString('en-US', { maximumFractionDigits: 2 })}`;
  if (language === 'zh-CN') {
    // 9,999.995 万 would round to 10,000 万: say 1 亿 from there on.
    if (size >= YI - 50 * 100) return `${sign}${digits(size / YI)} 亿元`;
    if (size >= WAN) return `${sign}${digits(size / WAN)} 万元`;
    return `${sign}${digits(size)} 元`;
  }
  if (size >= 999_500_000) return `${sign}¥${digits(size / 1e9)} bn`;
  if (size >= 999_500) return `${sign}¥${digits(size / 1e6)} m`;
  return `${sign}¥${size.toLocaleString('en-US', { maximumFractionDigits: 0 })}`;
}

// To the fen, for whoever wants it exactly.
export function exactMoney(yuan: number, currency = 'CNY'): string {
  const number = yuan.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return currency === 'CNY' ? `¥${number}` : `${currency} ${number}`;
}

// A band of 万元; without an upper end it is "over".
export function formatBand(lowWan: number, highWan: number | undefined | null, language: Language): string {
  if (highWan === undefined || highWan === null) {
    return language === 'zh-CN' ? `${digits(lowWan)} 万元以上` : `over ${formatMoney(lowWan * WAN, language)}`;
  }
  return language === 'zh-CN'
    ? `${digits(lowWan)}–${digits(highWan)} 万元`
    : `${formatMoney(lowWan * WAN, language)} – ${formatMoney(highWan * WAN, language)}`;
}

// What people type into an amount filter: "200", "200万", "1.5亿", "350000元". A bare number is 万元. Null: not an amount.
export function parseWan(text: string): number | null {
  const found = /^\s*([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(亿|万)?\s*元?\s*$/.exec(
    text.replace(/[０-９．]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)),
  );
  if (!found) return null;
  const number = Number((found[1] ?? '').replace(/[,，]/g, ''));
  if (!Number.isFinite(number)) return null;
  if (found[2] === '亿') return number * 10_000;
  if (found[2] === '万') return number;
  return text.includes('元') ? number / WAN : number;
}
