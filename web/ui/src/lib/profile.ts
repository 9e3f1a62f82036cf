// An organisation's attributes in short, as far as the pages have words for them.
type Words = (key: string, values?: Record<string, unknown>) => string;

export interface ProfileLine {
  id: string;
  text: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const number = (value: number): string => value.toLocaleString('en-US');

export function profileLines(
  profile: Record<string, unknown>,
  words: Words,
  wordFor: (group: string, id: string) => string,
): ProfileLine[] {
  const lines: ProfileLine[] = [];
  const add = (id: string, text: string | undefined) => text && lines.push({ id, text });
  const { level, beds, ratings } = profile;
  if (typeof level === 'string') add('level', level);
  else if (isRecord(level) && isNumber(level.tier) && [1, 2, 3].includes(level.tier))
    add(
      'level',
      words('profile.levelText', { tier: words(`profile.tiers.${level.tier}`), grade: String(level.grade ?? '') }),
    );
  if (typeof profile.category === 'string') add('category', wordFor('profile.categories', profile.category));
  if (typeof profile.ownership === 'string') add('ownership', wordFor('profile.ownerships', profile.ownership));
  if (isNumber(beds)) add('beds', number(beds));
  else if (isRecord(beds)) {
    const open = isNumber(beds.open) ? beds.open : beds.authorised;
    if (isNumber(open)) add('beds', number(open));
  }
  for (const id of ['outpatient_visits', 'discharges', 'surgeries', 'staff'])
    if (isNumber(profile[id])) add(id, number(profile[id]));
  if (isRecord(ratings)) {
    if (isNumber(ratings.emr)) add('emr', String(ratings.emr));
    if (typeof ratings.interconnection === 'string') add('interconnection', ratings.interconnection);
    if (isNumber(ratings.smart_service)) add('smart_service', String(ratings.smart_service));
    if (isNumber(ratings.smart_management)) add('smart_management', String(ratings.smart_management));
  }
  return lines;
}
