import { filled, TEXTS } from './texts.js';

const VALUES = {
  name: 'Robin',
  day: 'Monday',
  time: '9:00',
  place: 'Pier 4',
  therapist: 'Sam Rivera',
  practice: 'Harbour',
  until: 'Sunday',
  link: 'https://portal.example',
  number: '2026-000123',
  total: '$896.00',
  next: '$40.00',
  payer: 'Harbour Mutual',
  amount: '$160.97',
  due: 'Tuesday',
  later: '$80.00',
  from: 'Monday',
  to: 'Friday',
};

describe('a text of the practice', () => {
  it('without a place has no line for it, and no empty one instead', () => {
    const text = 'Hello {name},\n\nWhere: {place}\n\nWith: {therapist}\n';
    for (const place of [null, '', ' ']) expect(filled(text, { ...VALUES, place })).toBe('Hello Robin,\n\nWith: Sam Rivera\n');
    expect(filled('{day}\n{place}\n{practice}', { ...VALUES, place: null })).toBe('Monday\nHarbour');
    expect(filled('{day}\n\n{place}', { ...VALUES, place: null })).toBe('Monday');
  });

  it('keeps what else a line says, without the comma', () => {
    const without = { ...VALUES, place: null };
    expect(filled('Free: {day} at {time}, {place}, with {therapist}.', without)).toBe('Free: Monday at 9:00, with Sam Rivera.');
    expect(filled('{place}, {day}', without)).toBe('Monday');
    expect(filled('At {time} in {place}.', without)).toBe('At 9:00 in.');
  });

  it('keeps the empty lines that the practice wrote, and braces that mean nothing', () => {
    expect(filled('{day}\n\n\n{something}', VALUES)).toBe('Monday\n\n\n{something}');
  });

  it.each(
    Object.entries(TEXTS).flatMap(([language, texts]) =>
      Object.entries(texts).map(([name, text]) => [language, name, text] as const),
    ),
  )('that a new practice begins with has no gap and says the time without a place (%s %s)', (_language, name, text) => {
    const said = filled(text, { ...VALUES, place: null });
    expect(said).not.toMatch(/\n\n\n|[{}]|,\s*,|Pier/);
    if (name.includes('statement')) expect(said).toMatch(/Monday[^]*Friday/);
    else if (name.includes('instalment')) expect(said).toContain('Tuesday');
    else if (/^(reminder|offer)/.test(name)) {
      expect(said).toContain('Monday');
      if (name.endsWith('body')) expect(said).toContain('9:00');
    } else expect(said).toContain('2026-000123');
  });
});
