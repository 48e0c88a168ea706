import { Conditions, UNSCOPED } from './conditions.js';

describe('conditions of a list', () => {
  it('begin with the scope, and have a line for each filter that is given', () => {
    const where = new Conditions(({ id }) => [`r.owner = ${id(7n)}`])
      .and('r.kept')
      .is('r.state', 'OPEN', 'state')
      .is('r.seen', false)
      .id('r.place', 12n)
      .ids('r.room', [3n, 4n])
      .among('r.kind', ['ONE', 'OTHER'], 'kind')
      .among('r.level', ['LOW'], 'level')
      .instant('r.start', '<', new Date('2026-03-08T14:00:00+01:00'))
      .day('r.day', '>=', new Date('2026-03-08'))
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
      .id('r.place', undefined)
      .ids('r.room', [])
      .among('r.kind', [], 'kind')
      .instant('r.start', '<', undefined)
      .day('r.day', '>=', undefined)
      .atLeast('r.seats', undefined);
    expect([where.sql, where.values]).toEqual(['true', []]);
  });
});
