import { Conditions, UNSCOPED } from './conditions.js';

describe('conditions of a list', () => {
  it('begin with the scope, and have a line for each filter that is given', () => {
    const where = new Conditions(({ id }) => [`r.owner = ${id(7n)}`])
      .and('r.kept')
      .is('r.state', 'OPEN', 'state')
      .is('r.seen', false)
      .id('r.place', '12', 'place')
      .ids('r.room', ['3', '4'], 'room')
      .among('r.kind', ['ONE', 'OTHER'], 'kind')
      .among('r.level', ['LOW'], 'level')
      .instant('r.start', '<', '2026-03-08T14:00:00+01:00', 'to')
      .day('r.day', '>=', '2026-03-08', 'from')
      .atLeast('r.seats', 0)
      .given('word', (word, { bind }) => `(r.a = ${bind(word)} OR r.b)`);
    expect(where.all).toEqual([
      'r.owner = $1::bigint',
      'r.kept',
      'r.state = $2::state',
      'r.seen = $3',
      'r.place = $4::bigint',
      'r.room = ANY($5::text[]::bigint[])',
      'r.kind = ANY($6::kind[])',
      'r.level = $7::level',
      'r.start < $8::timestamp',
      'r.day >= $9::date',
      'r.seats >= $10::integer',
      '(r.a = $11 OR r.b)',
    ]);
    expect(where.sql).toBe(where.all.join(' AND '));
    const times = ['2026-03-08T13:00:00.000Z', '2026-03-08'];
    expect(where.values).toEqual(['7', 'OPEN', false, '12', ['3', '4'], ['ONE', 'OTHER'], 'LOW', ...times, 0, 'word']);
  });

  it('let everything through where nothing is asked for', () => {
    const where = new Conditions(UNSCOPED)
      .is('r.state', undefined, 'state')
      .id('r.place', undefined, 'place')
      .ids('r.room', [], 'room')
      .among('r.kind', [], 'kind')
      .instant('r.start', '<', undefined, 'to')
      .day('r.day', '>=', undefined, 'from')
      .atLeast('r.seats', undefined);
    expect([where.sql, where.values]).toEqual(['true', []]);
  });

  it('refuse a value that can not be read, at its path', () => {
    const at = (path: string): unknown => expect.objectContaining({ status: 400, errors: [expect.objectContaining({ path })] });
    const where = new Conditions(UNSCOPED);
    expect(() => where.id('r.place', '0', 'locationId')).toThrow(at('locationId') as Error);
    expect(() => where.ids('r.room', ['1', 'x'], 'roomId')).toThrow(at('roomId.1') as Error);
    expect(() => where.instant('r.start', '<', 'noon', 'to')).toThrow(at('to') as Error);
    expect(() => where.day('r.day', '<=', '2026-02-30', 'from')).toThrow(at('from') as Error);
  });
});
