import { expect, it } from 'vitest';
import { lengthOf } from './length';

it('counts characters as the API does', () => {
  expect(lengthOf('备注 ok')).toBe(5);
  expect(lengthOf('👍🏥𠮷')).toBe(3);
  expect(lengthOf('')).toBe(0);
});
