/** What the tables say of themselves: all do, and a wrong name does not compile. */
import '../../src/house.js';
import { dmmf } from '../../src/database/data-model.js';
import { Permission as P } from '../../src/access/permissions.js';
import { all, record } from '../../src/records/description.js';
import { hasRules } from '../../src/records/registry.js';
import { readJson } from '../support/paths.js';

const room = {
  what: 'room',
  permissions: { view: P.VIEW_PRACTICE, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: [],
  panel: { label: 'Rooms', list: [] },
} as const;

const button = { kind: 'link', label: 'Open', icon: 'Box', permissions: [], to: () => '' } as const;

const wrong = [
  // @ts-expect-error no such model
  () => record('TherapyRooom', room),
  // @ts-expect-error no such permission
  () => record('TherapyRoom', { ...room, permissions: { view: P.VIEW_ROOM, ...all(P.EDIT_PRACTICE) } }),
  // @ts-expect-error no such kind of record among the words of errors
  () => record('TherapyRoom', { ...room, what: 'chamber' }),
  // @ts-expect-error no such column to search
  () => record('TherapyRoom', { ...room, search: ['nmae'] }),
  // @ts-expect-error no such column in the list
  () => record('TherapyRoom', { ...room, panel: { label: 'Rooms', list: ['nmae'] } }),
  // @ts-expect-error no such column in a label
  () => record('TherapyRoom', { ...room, panel: { label: 'Rooms', list: [], labels: { nmae: 'Name' } } }),
  // @ts-expect-error no such column in its name
  () => record('TherapyRoom', { ...room, title: (row) => String(row.nmae) }),
  // @ts-expect-error a room has no client
  () => record('TherapyRoom', { ...room, scope: { client: 'client' } }),
  // @ts-expect-error no such way to the client
  () => record('Payment', { ...room, scope: { client: 'invoice.payer' } }),
  // @ts-expect-error no such way to a learner
  () => record('Communication', { ...room, scope: { client: 'client', learners: ['appointment.learner'] } }),
  () =>
    record('TherapyRoom', {
      ...room,
      // @ts-expect-error no such column on a button
      actions: { open: { ...button, when: { isOpen: [true] } } },
    }),
  // @ts-expect-error no such error code
  () => record('TherapyRoom', { ...room, constraints: { therapy_rooms_name_key: { code: 'room.taken', detail: 'x' } } }),
];

const models = new Map(dmmf.datamodel.models.map(({ name, dbName }) => [dbName, name]));

describe('the descriptions', () => {
  it('do not compile with a wrong name of a model, a permission, a field or a relation', () => {
    // The compiler has looked at them: see @ts-expect-error above.
    expect(wrong).toHaveLength(12);
  });

  it('leave no documented table out', () => {
    const names = Object.keys(readJson<Record<string, unknown>>('tests/house/documented/tables.json'));
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((table) => !hasRules(models.get(table) as Parameters<typeof hasRules>[0]))).toEqual([]);
  });
});
