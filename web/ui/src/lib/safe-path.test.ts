import { describe, expect, it } from 'vitest';
import { hostOf, safeLink, safePath } from './safe-path';

describe('where signing in leads', () => {
  it.each([
    ['/leads?filter=kind%3Arenewal', '/leads?filter=kind%3Arenewal'],
    ['/leads/4f0c', '/leads/4f0c'],
    ['//evil.example', '/today'],
    ['/\\evil.example', '/today'],
    ['https://evil.example', '/today'],
    ['javascript:alert(1)', '/today'],
    ['/sign-in', '/today'],
    [undefined, '/today'],
  ])('%s leads to %s', (then, path) => {
    expect(safePath(then)).toBe(path);
  });
});

describe('a link that a page stated', () => {
  it.each([
    ['https://portal.example/a?b=1', 'https://portal.example/a?b=1'],
    ['http://portal.example', 'http://portal.example/'],
    ['javascript:alert(1)', null],
    ['JaVaScRiPt:alert(1)', null],
    [' java\nscript:alert(1)', null],
    ['data:text/html,<script>', null],
    ['vbscript:x', null],
    ['/relative', null],
    ['', null],
  ])('%j becomes %j', (address, link) => {
    expect(safeLink(address)).toBe(link);
  });

  it('shows the host', () => {
    expect(hostOf('https://portal.example:8443/x')).toBe('portal.example:8443');
    expect(hostOf('javascript:alert(1)')).toBe('');
  });
});
