/**
 * The panel's reads of one table go by statements of our own (src/records/plain-reads.ts) where they can. Prisma, asked for the
 * same, is the oracle: the same rows, in the same order, with the same types, for every table and every kind of condition.
 */
import { secretFields } from '../../../src/access/secrets.js';
import { fieldsOf, type PanelField } from '../../../admin/words/fields.js';
import { TABLES } from '../../../admin/words/kinds.js';
import { makeActor, type RecordRule } from '../../../src/access/actor.js';
import { Permission } from '../../../src/access/permissions.js';
import { ctxOfSystem, type Ctx, inTransaction } from '../../../src/access/context.js';
import { Prisma } from '../../../src/generated/prisma/index.js';
import { columnsOf, delegateName, keyFields } from '../../../src/database/data-model.js';
import { plainCount, plainRows } from '../../../src/records/plain-reads.queries.js';
import { scopeWhere } from '../../../src/records/records.access.js';
import type { Row } from '../../../src/records/records.types.js';
import type { ModelName } from '../../../src/database/data-model.js';
import { withApp } from '../../support/app.js';
import { add, WRITABLE } from '../support/form-values.js';
import { panelOf } from '../support/panel.js';

type Where = Record<string, unknown>;

interface Delegate {
  findMany(args: object): Promise<Row[]>;
}

const written = (rows: Row[]): string[] =>
  rows.map((row) =>
    JSON.stringify(
      Object.entries(row)
        .map(([name, value]): unknown => {
          if (typeof value === 'bigint') return [name, 'bigint', String(value)];
          if (value instanceof Date) return [name, 'date', value.getTime()];
          if (Prisma.Decimal.isDecimal(value)) return [name, 'decimal', value.toFixed()];
          return [name, value];
        })
        .sort((left, right) => (String((left as unknown[])[0]) < String((right as unknown[])[0]) ? -1 : 1)),
    ),
  );

/** Conditions on a column that some of the rows meet. */
function conditionsOn(model: ModelName, field: PanelField, rows: Row[]): Where[] {
  const { name } = field;
  const values = [...new Set(rows.map((row) => row[name]))];
  const [some] = values.filter((value) => value !== null && value !== undefined);
  const found: Where[] =
    !columnsOf(model).get(name)?.isRequired && field.kind !== 'json' && field.kind !== 'list' ? [{ [name]: null }] : [];
  if (some === undefined || field.kind === 'json') return found;
  if (field.kind === 'list') return [...found, { [name]: { has: (some as unknown[])[0] ?? (field.integers ? 1 : 'none') } }];
  found.push({ [name]: some });
  if (['integer', 'decimal', 'date', 'datetime', 'reference'].includes(field.kind))
    found.push(
      { [name]: { gte: some } },
      { [name]: { lte: some, gt: some } },
      { [name]: { lt: some } },
      { [name]: { in: [some] } },
    );
  if (['text', 'longtext'].includes(field.kind) && typeof some === 'string' && !/^[0-9a-f-]{36}$/.test(some)) {
    found.push({ [name]: { contains: some.slice(1, 4).toUpperCase(), mode: 'insensitive' } });
    found.push({ [name]: { contains: '50\\%\\_\\\\', mode: 'insensitive' } });
  }
  return found;
}

describe("the panel's reads", () => {
  const app = withApp();
  let ctx: Ctx;

  beforeAll(async () => {
    const panel = await panelOf(app, 'ADMIN');
    for (const { model } of WRITABLE) {
      await add(panel, model);
      await add(panel, model);
    }
    ctx = ctxOfSystem(app.deps, 'job');
  }, 120_000);

  const prismaRows = (model: ModelName, args: object): Promise<Row[]> =>
    (app.prisma as unknown as Record<string, Delegate>)[delegateName(model)]!.findMany({
      ...args,
      omit: Object.fromEntries(secretFields(model).map((name) => [name, true])),
    });

  async function compare(model: ModelName, query: Parameters<typeof plainRows>[2]): Promise<Row[]> {
    const expected = await prismaRows(model, query);
    const rows = await plainRows(ctx, model, query);
    expect({ query, rows: rows && written(rows) }).toEqual({ query, rows: written(expected) });
    expect(await plainCount(ctx, model, { where: query.where })).toBe((await prismaRows(model, { where: query.where })).length);
    return expected;
  }

  it.each(TABLES.map((table) => table.model))('give of %s what Prisma gives', async (model) => {
    const keys = keyFields(model).map((name) => ({ [name]: 'asc' }));
    const rows = await compare(model, { where: {}, orderBy: keys });
    const fields = [...fieldsOf(model).values()].filter((field) => !field.secret);
    const conditions = fields.flatMap((field) => conditionsOn(model, field, rows));
    const orderBy = fields.slice(0, 1).map((field) => ({ [field.name]: 'desc' }));
    for (const where of conditions) await compare(model, { where, orderBy: [...orderBy, ...keys] });
    const [first = {}, second = {}] = conditions;
    await compare(model, { where: { AND: [{ OR: [first, second] }, {}, { AND: [first] }] }, orderBy: keys, take: 1, skip: 1 });
    await compare(model, { where: { OR: [] }, orderBy: keys });
    for (const field of fields.filter(({ kind }) => !['json', 'list'].includes(kind))) {
      await compare(model, { where: {}, orderBy: [{ [field.name]: 'asc' }, ...keys], take: 50 });
    }
  });

  it('leave to Prisma what only Prisma has words for', async () => {
    expect(await plainRows(ctx, 'Appointment', { where: { title: { startsWith: 'a' } } })).toBeUndefined();
    expect(await plainRows(ctx, 'Appointment', { where: { client: { is: { id: 1n } } } })).toBeUndefined();
    expect(await plainCount(ctx, 'Appointment', { where: { OR: [{ id: 1n }, { title: { not: 'a' } }] } })).toBeUndefined();
  });

  it.each(TABLES.map((table) => table.model))('give of %s what Prisma gives within every kind of scope', async (model) => {
    const keys = keyFields(model).map((name) => ({ [name]: 'asc' }));
    const client = await app.prisma.client.findFirstOrThrow({ orderBy: { id: 'asc' } });
    const learner = await app.prisma.learner.findFirstOrThrow({ orderBy: { id: 'asc' } });
    const therapist = await app.prisma.appointment.findFirstOrThrow({ orderBy: { id: 'asc' } });
    const rule = (permission: Permission, granted: boolean, of: { clientId?: bigint; learnerId?: bigint }): RecordRule => ({
      permission,
      granted,
      clientId: null,
      learnerId: null,
      ...of,
    });
    const all = Object.values(Permission);
    const caseload = all.filter((one) => one !== Permission.VIEW_ALL_CLIENTS && one !== Permission.MANAGE_USER);
    const { VIEW_CLIENT, VIEW_CONFIDENTIAL } = Permission;
    const actors = [
      { permissions: caseload, recordRules: [] },
      { permissions: caseload, recordRules: [rule(VIEW_CLIENT, true, { clientId: client.id })] },
      { permissions: caseload, recordRules: [rule(VIEW_CLIENT, true, { learnerId: learner.id })] },
      { permissions: all, recordRules: [rule(VIEW_CLIENT, false, { clientId: client.id })] },
      { permissions: all, recordRules: [rule(VIEW_CLIENT, false, { learnerId: learner.id })] },
      { permissions: caseload.filter((one) => one !== VIEW_CONFIDENTIAL), recordRules: [] },
      { permissions: [], recordRules: [rule(VIEW_CLIENT, true, { clientId: client.id })] },
    ].map((facts) => makeActor({ ...facts, id: therapist.therapistId, kind: 'user', name: 'somebody' } as never));
    for (const actor of actors) await compare(model, { where: scopeWhere(actor, model), orderBy: keys });
  });

  it('show in a transaction what it has written, and nobody else', async () => {
    const [client] = (await plainRows(ctx, 'Client', { where: {}, take: 1 })) as [Row];
    const where = { id: client.id, firstName: 'Uncommitted' };
    await inTransaction(ctx, async (tx) => {
      await tx.db.client.update({ where: { id: client.id as bigint }, data: { firstName: where.firstName } });
      expect(await plainRows(tx, 'Client', { where })).toHaveLength(1);
      expect(await plainCount(tx, 'Client', { where })).toBe(1);
      expect(await plainCount(ctx, 'Client', { where })).toBe(0);
    });
  });

  it('give no secret column', async () => {
    const rows = (await plainRows(ctx, 'User', { where: {} })) as Row[];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.keys(row)).not.toContain('password');
  });
});
