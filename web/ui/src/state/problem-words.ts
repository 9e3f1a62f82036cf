// What a person reads of a failure, in their language: by the problem's stable name, then by its status. What the API says in English
// stands alone for those who read English, and for others behind words of their own.
import { ApiProblem, type Fault } from '@/api/problem';
import { i18n, words } from '@/i18n';

const memberOf = (fault: Fault): string => fault.pointer.replace(/^\//, '').replace(/\/.*$/, '');

// Of a field that stands beside the words.
export function faultWords(fault: Fault): string {
  const key = `faults.${fault.code}`;
  const values = { at: '@', ...fault.values, message: fault.message };
  return fault.code && i18n.global.te(key) ? words(key, values) : words('faults.general', values);
}

function namedFault(fault: Fault): string {
  const key = `members.${memberOf(fault)}`;
  return i18n.global.te(key)
    ? words('faults.named', { name: words(key), fault: faultWords(fault) })
    : faultWords(fault);
}

// By the member of the body, for forms that show each fault at its field.
export function faultsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(error.faults.map((fault) => [memberOf(fault), faultWords(fault)]));
}

export function statusWords(status: number): string {
  const key = `problem.${status}`;
  return i18n.global.te(key) ? words(key) : words('problem.other', { status });
}

export function wordsOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return words('problem.other', { status: '?' });
  if (error.failure === 'offline') return words('problem.offline');
  if (error.failure === 'timeout') return words('problem.timeout');
  if (error.failure === 'unreadable') return words('problem.unreadable', { status: error.status });
  const faults = error.faults.map(namedFault).join(' ');
  const key = [`problems.${error.slug}`, `problem.${error.status}`].find((each) => i18n.global.te(each));
  const inEnglish = i18n.global.locale.value === 'en' ? error.message : '';
  const text = key
    ? words(key, { seconds: error.retryAfter ?? 30 })
    : inEnglish || words('problem.other', { status: error.status });
  // Where one fault says the same as the problem, more precisely, it stands alone.
  return faults && error.status !== 409 ? (error.faults.length > 1 ? `${text} ${faults}` : faults) : text;
}
