// What a person reads of a failure, in their language: by the problem's stable name, then by its status; what the API says in English is
// shown where there are no better words.
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

export function wordsOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return words('problem.other', { status: '?' });
  if (error.failure === 'offline') return words('problem.offline');
  if (error.failure === 'timeout') return words('problem.timeout');
  if (error.failure === 'unreadable') return words('problem.unreadable', { status: error.status });
  const faults = error.faults.map(namedFault).join(' ');
  const key = [`problems.${error.slug}`, `problem.${error.status}`].find((each) => i18n.global.te(each));
  if (!key) return error.message || words('problem.other', { status: error.status });
  const text = words(key, { seconds: error.retryAfter ?? 30 });
  // Where one fault says the same as the problem, more precisely, it stands alone.
  return faults && error.status !== 409 ? (error.faults.length > 1 ? `${text} ${faults}` : faults) : text;
}
