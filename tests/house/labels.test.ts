/** The panel's words: no code where words belong, no label that lost its end. */
import { fieldsOf } from '../../admin/words/fields.js';
import { enumLabel, fieldLabel } from '../../admin/words/labels.js';
import { LOCALE } from '../../admin/words/locale.js';
import { DAILY, NAVIGATION, ALL_TABLES } from '../../admin/words/navigation.js';
import { TABLES, wordsFor } from '../../admin/words/kinds.js';
import { actionsOf } from '../../src/records/registry.js';
import { readText } from '../support/paths.js';
import { sourceFiles } from '../support/sources.js';

const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$|^[A-Z]{5,}$/;

interface Words {
  resources: Record<
    string,
    { properties: Record<string, string>; buttons: Record<string, string>; actions: Record<string, string> }
  >;
}

describe("the panel's words", () => {
  it('keep the ends of labels: what refers to no record of ours is an ID', () => {
    expect(fieldLabel('memberId')).toBe('Member ID');
    expect(fieldLabel('clientId', true)).toBe('Client');
    const { resources } = LOCALE.translations?.en as unknown as Words;
    const cut = TABLES.flatMap(({ model, labels }) =>
      [...fieldsOf(model)]
        .filter(([name, field]) => name.endsWith('Id') && !field.references && !labels?.[name])
        .filter(([name]) => !resources[model]?.properties[name]?.endsWith(' ID'))
        .map(([name]) => `${model}.${name}: ${resources[model]?.properties[name]}`),
    );
    expect(cut).toEqual([]);
  });

  it('ask for an alert and a client', () => {
    const { resources } = LOCALE.translations?.en as unknown as Words;
    const asked = (model: string) => resources[model]?.buttons.createFirstRecord;
    expect([asked('ClientAlert'), asked('Client'), asked('User')]).toEqual(['Add an alert', 'Add a client', 'Add a user']);
  });

  it('call each act as its own table does, also where another has one of the same name', () => {
    const { resources } = LOCALE.translations?.en as unknown as Words;
    const said = TABLES.flatMap(({ model }) =>
      Object.entries(actionsOf(model)).map(([name, { label }]) => [model, name, label, resources[model]?.actions[name]]),
    );
    expect(said.filter(([, , label, shown]) => label !== shown)).toEqual([]);
    expect(said.filter(([, name]) => name === 'send').map(([, , , shown]) => shown)).toEqual(['Send', 'Send all drafts']);
  });

  it('are words for each value of each enum', () => {
    const codes = TABLES.flatMap(({ model }) =>
      [...fieldsOf(model).values()].flatMap((field) =>
        (field.values ?? []).filter((value) => CODE.test(enumLabel(value))).map((value) => `${model}.${field.name} ${value}`),
      ),
    );
    expect(codes).toEqual([]);
  });

  it('name the kinds of records that the trail tells of', () => {
    const audit = TABLES.find(({ model }) => model === 'AuditEvent');
    expect(audit && wordsFor(audit, 'recordType')?.ClientInsurance).toBe('Insurance policy');
  });

  it('name text columns by their own columns', () => {
    const faults = TABLES.flatMap(({ model, codes = [], kinds = [] }) =>
      [...codes, ...kinds].filter((name) => fieldsOf(model).get(name)?.kind !== 'text').map((name) => `${model}.${name}`),
    );
    expect(faults).toEqual([]);
  });

  it('get their days, times and amounts from the one place that makes formats', () => {
    const makers = sourceFiles('admin').filter(
      (path) => !/\.test\.tsx?$/.test(path) && /\.toLocale\w*\(|new Intl\.|navigator\.languages?\b/.test(readText(path)),
    );
    // Wall clocks as computers write them, for inputs.
    expect(makers).toEqual(['admin/values/zone.ts']);
  });
});

describe('the way to the pages', () => {
  const named = (parts: (typeof NAVIGATION)[number]['parts']): string[] =>
    parts.flatMap((part) => ('table' in part ? [part.table] : []));
  const bySubject = [
    ...named(DAILY),
    ...NAVIGATION.flatMap(({ parts, seldom }) => [...named(parts), ...named(seldom?.parts ?? [])]),
  ];

  it('begins with what one does daily', () => {
    expect(DAILY.map((part) => ('table' in part ? part.table : part.page))).toEqual([
      '',
      'calendar',
      'Client',
      'WaitlistEntry',
      'Communication',
      'billing',
      'Invoice',
    ]);
  });

  it('has each table once by subject, but those that are kept on the page of another record, and each among all tables', () => {
    const below = TABLES.filter((table) => table.below !== undefined);
    expect(bySubject.sort()).toEqual(
      TABLES.filter((table) => table.below === undefined)
        .map(({ model }) => model as string)
        .sort(),
    );
    expect(named(ALL_TABLES.parts).sort()).toEqual(TABLES.map(({ model }) => model as string).sort());
    expect(below.map(({ model }) => model)).toEqual(
      expect.arrayContaining(['AppointmentStaff', 'AppointmentGroupParticipant', 'AppointmentEquipment', 'UserLocation']),
    );
    for (const { model, below: column = '' } of below) expect(fieldsOf(model).get(column)?.references).toBeDefined();
  });

  it('has the day’s work of billing first, and what is looked at now and then under a heading of its own', () => {
    const of = NAVIGATION.find(({ name }) => name === 'Payments & claims');
    expect(of?.parts.slice(0, 5)).toEqual([
      { page: 'month-end' },
      { page: 'reports' },
      { page: 'reconciliation' },
      { page: 'close-month' },
      { table: 'Payment' },
    ]);
    expect(of?.parts.length).toBeLessThan(14);
    expect(named(of?.seldom?.parts ?? [])).toEqual(
      expect.arrayContaining(['LedgerTransaction', 'InvoiceRun', 'PaymentPlanInvoice']),
    );
  });

  it('has the jobs beside the logs', () => {
    const logs = NAVIGATION.find(({ name }) => name === 'Logs');
    expect(logs?.parts).toContainEqual({ page: 'jobs' });
  });
});
