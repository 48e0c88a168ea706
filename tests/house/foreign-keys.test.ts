/** Every foreign key that keeps a record from being deleted: who tries is told what stands in the way, in the panel and over the API. */
import type { PanelAnswer, Panel } from '../admin/support/panel.js';
import { faultOf, panelOf } from '../admin/support/panel.js';
import { add, WRITABLE } from '../admin/support/form-values.js';
import { columnsOf, keyFields, modelOf, modelOfTable } from '../../src/database/data-model.js';
import { fieldsOf } from '../../admin/words/fields.js';
import type { ModelName } from '../../src/database/data-model.js';
import { rulesOf } from '../../src/records/registry.js';
import { withApp } from '../support/app.js';
import {
  aClient,
  aFunding,
  aReceipt,
  aRoom,
  aRun,
  aServiceCode,
  aUser,
  aUserPermission,
  aWaitlistEntry,
  aWaiver,
  anAppointment,
  anAuthorization,
  anInsurance,
  anInvoice,
  anOffer,
} from '../support/builders.js';
import { signedIn } from '../support/users.js';

/** Those with a history are put aside instead: nothing stands in the way of that. */
const PUT_ASIDE: ModelName[] = ['Client', 'User'];

/**
 * The ledger and its papers can't be made to refer elsewhere, and what they refer to is an invoice that was sent, which is never deleted,
 * or a client's policy or funding, which their receipts and invoices keep.
 */
const LEDGER = new Set([
  'ledger_movements',
  'ledger_transactions',
  'credit_notes',
  'credit_note_lines',
  'refunds',
  'payments',
  'invoice_line_taxes',
  // Of an invoice that was sent, and of what came in for it.
  'pay_links',
  'card_payments',
  'card_refunds',
  'payment_plans',
  'payment_plan_invoices',
  'payment_plan_instalments',
  // A claim is over its invoice alone.
  'claim_lines',
  // What an invoice draws on a source follows from the ledger.
  'funding_authorizations',
  // Follows from lines.
  'package_uses',
]);

interface Key {
  table: string;
  column: string;
  target: string;
}

describe('a record that others refer to', () => {
  const app = withApp();
  let panel: Panel;

  beforeAll(async () => {
    panel = await panelOf(app, 'ADMIN');
  }, 60_000);

  const keys = async (): Promise<Key[]> =>
    (
      await app.database.pool.query<Key>(`
      SELECT r.relname AS "table", a.attname AS "column", t.relname AS target
      FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      WHERE c.contype = 'f' AND c.confdeltype IN ('a', 'r') AND r.relnamespace = 'public'::regnamespace AND cardinality(c.conkey) = 1
      ORDER BY 3, 1, 2`)
    ).rows.filter(({ table, target }) => !LEDGER.has(table) && target !== 'receipts');

  /** A row of the model, of that client where it has one. */
  async function referring(model: ModelName, column: string, clientId: string | undefined): Promise<string> {
    if (model === 'WaitlistOffer') {
      const entry = await aWaitlistEntry(app.prisma);
      return String((await anOffer(app.prisma, { waitlistId: entry.id })).id);
    }
    if (column === 'cancellation_reason_id') return String((await anAppointment(app.prisma, { status: 'CANCELLED' })).id);
    if (model === 'VisitWaiver') return String((await aWaiver(app.prisma, clientId ? { clientId: BigInt(clientId) } : {})).id);
    if (model === 'InvoiceRun') return String((await aRun(app.prisma)).id);
    if (model === 'InvoiceRunClient')
      return String((await app.prisma.invoiceRunClient.findFirstOrThrow({ where: { runId: (await aRun(app.prisma)).id } })).id);
    if (model === 'AuthLog' || !WRITABLE.some((table) => table.model === model)) return bare(model);
    return add(panel, model, fieldsOf(model).has('clientId') && clientId ? { clientId } : {});
  }

  /** A row of a table that nobody writes by hand. */
  async function bare(model: ModelName): Promise<string> {
    const user = await aUser(app.prisma);
    const made = {
      AuthLog: () => app.prisma.authLog.create({ data: { userId: user.id, action: 'LOGIN', success: true } as never }),
    };
    const make = made[model as keyof typeof made];
    if (!make) throw new Error(`tests/house/foreign-keys.test.ts makes no ${model}: add one.`);
    return String((await make()).id);
  }

  /** Somebody pays a part for that client: that payer, or any. */
  async function paying(from: 'ClientPayer' | 'InvoicePayer', clientId: bigint, payer: object | null): Promise<void> {
    const given = { ...(payer ?? { insuranceId: (await anInsurance(app.prisma, { clientId })).id }), percent: 5, position: 1 };
    if (from === 'ClientPayer') await app.prisma.clientPayer.create({ data: { ...given, clientId } });
    else await app.prisma.invoicePayer.create({ data: { ...given, invoiceId: (await anInvoice(app.prisma, { clientId })).id } });
  }

  /** That claim, over another invoice, to a policy of its client's: it asks for a line of that one. */
  async function claimingOf(claimId: bigint, invoiceId: bigint, policyId?: bigint): Promise<void> {
    const { id: serviceCodeId } = await aServiceCode(app.prisma);
    const { clientId } = await app.prisma.invoice.findUniqueOrThrow({ where: { id: invoiceId } });
    const insuranceId = policyId ?? (await anInsurance(app.prisma, { clientId })).id;
    const line = {
      quantity: 1,
      unitPrice: 1000,
      lineTotal: 1000,
      position: 99,
      description: 'Session',
      serviceDate: new Date('2030-06-03'),
    };
    const more = { increment: 1000 };
    await app.prisma.$transaction(async (tx) => {
      const { id: lineId } = await tx.invoiceLineItem.create({ data: { ...line, invoiceId, serviceCodeId } });
      await tx.invoice.update({ where: { id: invoiceId }, data: { subtotal: more, totalAmount: more, balance: more } });
      await tx.claimLine.updateMany({ where: { claimId }, data: { lineId } });
      await tx.insuranceClaim.update({ where: { id: claimId }, data: { invoiceId, insuranceId } });
    });
  }

  /** The target, and a row of the key's table that refers to it. */
  async function referredBy({ table, column, target }: Key): Promise<{ model: ModelName; id: string; from: ModelName }> {
    const model = modelOfTable(target) as ModelName;
    const from = modelOfTable(table) as ModelName;
    const clientId = fieldsOf(model).has('clientId') ? String((await aClient(app.prisma)).id) : undefined;
    const id = await add(panel, model, clientId ? { clientId } : {});
    if (from === 'Receipt') {
      const payer = { insurance_id: 'INSURANCE', funding_id: 'FUNDING' }[column];
      await aReceipt(app.prisma, {
        clientId: BigInt(clientId ?? id),
        ...(payer ? { party: payer as 'INSURANCE' } : {}),
        [column.replace(/_id$/, 'Id')]: BigInt(id),
      });
      return { model, id, from };
    }
    if (from === 'Invoice' && column === 'client_id') {
      await anInvoice(app.prisma, { clientId: BigInt(id) });
      return { model, id, from };
    }
    if (from === 'InvoiceLineItem' && column === 'package_id') {
      const sold = await app.prisma.clientPackage.findUniqueOrThrow({ where: { id: BigInt(id) } });
      const { invoiceLineItems } = await anInvoice(app.prisma, { clientId: sold.clientId });
      const data = { packageId: sold.id, packageVisit: 1, serviceCodeId: sold.serviceCodeId, serviceDate: sold.validFrom };
      await app.prisma.invoiceLineItem.update({ where: { id: invoiceLineItems[0]?.id }, data });
      return { model, id, from };
    }
    if (from === 'ServiceAuthorization' && column !== 'created_by' && column !== 'updated_by') {
      const field = column.replace(/_id$/, 'Id');
      await anAuthorization(app.prisma, { clientId: BigInt(clientId ?? id), [field]: BigInt(id) });
      return { model, id, from };
    }
    if (from === 'ClientPayer' || from === 'InvoicePayer') {
      await paying(from, BigInt(clientId ?? id), column === 'client_id' ? null : { [column.replace(/_id$/, 'Id')]: BigInt(id) });
      return { model, id, from };
    }
    const row = await referring(from, column, model === 'Client' ? undefined : clientId);
    if (from === 'InsuranceClaim' && column === 'invoice_id') {
      await claimingOf(BigInt(row), BigInt(id));
      return { model, id, from };
    }
    if (from === 'InsuranceClaim' && column === 'insurance_id') {
      const { id: invoiceId } = await anInvoice(app.prisma, { clientId: BigInt(clientId ?? '') });
      await claimingOf(BigInt(row), invoiceId, BigInt(id));
      return { model, id, from };
    }
    const source = from === 'Invoice' && { insurance_id: 'INSURANCE', funding_id: 'GRANT' }[column];
    if (source) await app.prisma.invoice.update({ where: { id: BigInt(row) }, data: { fundingSource: source as 'GRANT' } });
    const parts = row.split('.');
    const where = keyFields(from).map((name, index) => `"${columnsOf(from).get(name)?.dbName ?? name}" = ${parts[index] ?? ''}`);
    await app.database.pool.query(`UPDATE "${table}" SET "${column}" = $1 WHERE ${where.join(' AND ')}`, [id]);
    return { model, id, from };
  }

  const told = (answer: PanelAnswer): string => answer.notice?.message ?? faultOf(answer);

  it('is kept, and the panel says which records stand in the way, whatever the key', async () => {
    const faults: string[] = [];
    for (const key of await keys()) {
      const name = `${key.table}.${key.column} → ${key.target}`;
      try {
        const { model, id, from } = await referredBy(key);
        const answer = await panel.remove(model, id);
        const message = told(answer);
        const right = PUT_ASIDE.includes(model)
          ? /^(Archived|Deactivated)/.test(message)
          : answer.notice?.type === 'error' && message.includes(`1 ${rulesOf(from).what}`) && /refers? to it/.test(message);
        if (answer.status !== 200 || !right) faults.push(`${name}: ${answer.status} ${message}`);
        const { rows } = await app.database.pool.query(`SELECT 1 FROM "${modelOf(model).dbName}" WHERE id = $1`, [id]);
        if (rows.length === 0) faults.push(`${name}: it is gone`);
      } catch (error) {
        faults.push(`${name}: ${(error as Error).message}`);
      }
    }
    expect(faults).toEqual([]);
  }, 300_000);

  it('is kept over the API, which tells the kinds and their number, as far as the caller may see them', async () => {
    const admin = await signedIn(app, 'ADMIN');
    const client = await aClient(app.prisma);
    const [policy, fund, room] = [
      await anInsurance(app.prisma, { clientId: client.id }),
      await aFunding(app.prisma, { clientId: client.id }),
      await aRoom(app.prisma),
    ];
    const appointment = await anAppointment(app.prisma, { clientId: client.id, roomId: room.id });
    await anAppointment(app.prisma, { clientId: client.id, roomId: room.id });
    const { invoiceLineItems } = await anInvoice(app.prisma, {
      clientId: client.id,
      fundingSource: 'INSURANCE',
      insuranceId: policy.id,
    });
    await anInvoice(app.prisma, { clientId: client.id, fundingSource: 'GRANT', fundingId: fund.id });
    await app.prisma.invoiceLineItem.update({
      where: { id: invoiceLineItems[0]?.id },
      data: { appointmentId: appointment.id },
    });
    const cases: [string, Record<string, number>, RegExp][] = [
      [`/api/clients/${client.id}/insurance/${policy.id}`, { invoice: 1 }, /policy cannot be deleted: 1 invoice refers/],
      [`/api/clients/${client.id}/funding/${fund.id}`, { invoice: 1 }, /1 invoice refers/],
      [`/api/appointments/${appointment.id}`, { invoiceLineItem: 1 }, /1 invoice line refers/],
      [`/api/practice/rooms/${room.id}`, { appointment: 2 }, /2 appointments refer to it\. Deactivate it instead/],
    ];
    for (const [path, clashesWith, words] of cases) {
      const answer = await admin.delete(path);
      expect({ path, status: answer.status, code: answer.body.code }).toEqual({ path, status: 409, code: 'record.in_use' });
      expect(answer.body.clashesWith).toEqual(clashesWith);
      expect(answer.body.detail).toMatch(words);
    }
    // Who edits rooms without seeing all clients hears that there is more, not how much.
    const therapist = await signedIn(app, 'THERAPIST');
    await aUserPermission(app.prisma, 'EDIT_PRACTICE', { userId: therapist.user.id, granted: true });
    await anAppointment(app.prisma, { clientId: client.id, roomId: room.id, therapistId: therapist.user.id });
    const elsewhere = await aRoom(app.prisma);
    await anAppointment(app.prisma, { roomId: elsewhere.id });
    const [some, none] = [
      await therapist.delete(`/api/practice/rooms/${room.id}`),
      await therapist.delete(`/api/practice/rooms/${elsewhere.id}`),
    ];
    // Of that client they are a therapist, and see its other appointments too.
    expect(some.body).toMatchObject({ code: 'record.in_use', clashesWith: { appointment: 3 } });
    expect(none.body).toMatchObject({ code: 'record.in_use', clashesWith: {} });
    expect(none.body.detail).toMatch(/records that you may not see refer to it/);
  });
});
