// What went wrong with a request, in words for a person. The API says it by RFC 9457; what never reached it has kinds of its own.

export interface Fault {
  pointer: string; // JSON Pointer into the body, or a parameter's name
  message: string; // in English
  code: string; // stable: "too_short"; empty where the API has none
  values: Readonly<Record<string, string>>; // what the code speaks of: { least: "10" }
}

export type Failure =
  | 'offline' // no answer at all
  | 'timeout'
  | 'unreadable' // an answer that isn't the API's: a proxy's page, a newer server
  | 'problem'; // the API says what

export class ApiProblem extends Error {
  constructor(
    readonly failure: Failure,
    readonly status: number, // 0: no answer
    readonly slug: string, // stable: "no-such-lead"
    detail: string,
    readonly faults: readonly Fault[] = [],
    readonly retryAfter: number | null = null, // seconds
  ) {
    super(detail);
    this.name = 'ApiProblem';
  }
}

const PREFIX = 'urn:tenderlead:problem:';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function problemFrom(status: number, contentType: string, body: unknown, retryAfter: string | null): ApiProblem {
  const seconds = retryAfter && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null;
  if (!contentType.startsWith('application/problem+json') || !isRecord(body))
    return new ApiProblem('unreadable', status, `status-${status}`, '', [], seconds);
  const type = textOf(body.type);
  const slug = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : `status-${status}`;
  const faults = Array.isArray(body.errors)
    ? body.errors.filter(isRecord).map((each) => ({
        pointer: textOf(each.pointer) || textOf(each.parameter),
        message: textOf(each.detail) || textOf(each.message),
        code: textOf(each.code),
        values: isRecord(each.values)
          ? Object.fromEntries(Object.entries(each.values).map(([name, value]) => [name, textOf(value)]))
          : {},
      }))
    : [];
  return new ApiProblem('problem', status, slug, textOf(body.detail) || textOf(body.title), faults, seconds);
}
