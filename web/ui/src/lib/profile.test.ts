import { describe, expect, it } from 'vitest';
import { profileLines } from './profile';

const words = (key: string, values?: Record<string, unknown>) => `${key} ${JSON.stringify(values ?? {})}`;
const wordFor = (group: string, id: string) => `${group}/${id}`;

describe('an organisation’s profile', () => {
  it('says what is known in a reader’s order', () => {
    const lines = profileLines(
      {
        beds: { open: 1200, authorised: 1000 },
        level: { tier: 3, grade: '甲' },
        category: 'maternal_child',
        staff: 2100,
        ratings: { emr: 4 },
      },
      words,
      wordFor,
    );
    expect(lines.map((line) => line.id)).toEqual(['level', 'category', 'beds', 'staff', 'emr']);
    expect(lines[0]!.text).toContain('profile.tiers.3');
    expect(lines[2]!.text).toBe('1,200');
  });

  it('leaves out what it has no words for and what isn’t what it should be', () => {
    expect(profileLines({ level: 3, beds: 'many', ratings: [], unheard_of: { a: 1 } }, words, wordFor)).toEqual([]);
  });
});
