/** From the visits of many clients to a draft for each of them: those of some days, or of appointments that were chosen. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { unprocessable } from '../../kernel/errors.js';
import type { Warning } from '../../kernel/warnings.js';
import type { DraftFields } from '../invoices/invoices.service.js';
import { type InvoiceFigures, invoiceFigures } from '../rules/line.js';
import { type ChargedVisit, draftsOf, sorted, type WantedDraft, workOutDrafts } from './drafting.js';
import { warningsOfVisits } from './foreseen.js';
import { type InvoiceAppointments, MOST_VISITS, type PreviewAppointments } from './visits.input.js';
import { holdVisits, readVisitRows, type VisitRow, type VisitsAsked } from './visits.queries.js';

/** Groups have a part for each of those who take part. */
const MOST_PARTS = 2000;

function grouped(rows: readonly VisitRow[]): Map<string, VisitRow[]> {
  const groups = new Map<string, VisitRow[]>();
  for (const row of rows) {
    const group = groups.get(row.clientId);
    if (group) group.push(row);
    else groups.set(row.clientId, [row]);
  }
  return groups;
}

/** What became of one client's visits in `invoiceMany`. */
export interface Invoiced {
  clientId: bigint;
  /** Undefined: there was nothing to bill. */
  id: bigint | undefined;
  visits: number;
  left: number;
  more: boolean;
}

/**
 * Makes a draft for each of these clients of their unbilled visits, the first that fit an invoice of each, all or none. The caller has seen to it that the actor may bill them.
 * A handful of statements, however many they are.
 */
export async function invoiceMany(
  ctx: Ctx,
  clientIds: readonly bigint[],
  query: Omit<VisitsAsked, 'clientIds' | 'appointmentIds' | 'state'>,
  fields: DraftFields,
): Promise<Invoiced[]> {
  return inTransaction(ctx, async (tx) => {
    const asked = { ...query, clientIds, state: 'UNBILLED' as const };
    const { held, parts } = await holdVisits(tx, Permission.EDIT_BILLING, asked, MOST_VISITS + 1);
    // What was looked at may have changed while others held it; what came up since is not held, and waits for the next time.
    const appointmentIds = [...held].map(BigInt);
    const rows = held.size === 0 ? [] : await readVisitRows(tx, Permission.EDIT_BILLING, { ...asked, appointmentIds }, null);
    const byClient = grouped(rows);
    const wanted = clientIds.map((clientId) => ({ clientId, found: sorted(byClient.get(String(clientId)) ?? []), ...fields }));
    const drafts = await draftsOf(tx, wanted);
    let at = 0;
    return wanted.map(({ clientId, found }) => ({
      clientId,
      id: found.charged.length > 0 ? drafts[at++]?.id : undefined,
      visits: found.charged.length,
      left: found.left.length,
      more: found.more || (parts.get(String(clientId)) ?? 0) > MOST_VISITS,
    }));
  });
}

/** One client's part of what was chosen. */
interface ClientsPart {
  clientId: bigint;
  clientName: string;
  charged: ChargedVisit[];
  /** There are more than fit one invoice. */
  more: boolean;
}

/** What is not billed of chosen appointments. */
interface NotBilled {
  /** Visits with something against them: on an invoice, waived, without a price. */
  left: VisitRow[];
  /** Appointments that are no visit to bill, in no order: to come, called off in time, or not there for the actor. */
  none: bigint[];
}

async function wantedOf(
  ctx: Ctx,
  { appointmentIds, issueDate, dueDate }: PreviewAppointments & Partial<InvoiceAppointments>,
  held?: ReadonlySet<string>,
): Promise<{ wanted: WantedDraft[]; notBilled: NotBilled }> {
  const ids = [...new Set(appointmentIds)];
  const rows = (await readVisitRows(ctx, Permission.EDIT_BILLING, { appointmentIds: ids }, MOST_PARTS + 1)).filter(
    ({ appointmentId, state }) => !held || state !== 'UNBILLED' || held.has(appointmentId),
  );
  if (rows.length > MOST_PARTS) throw unprocessable('visit.too_many', `At most ${MOST_PARTS} visits at once.`, 'appointmentIds');
  const there = new Set(rows.map(({ appointmentId }) => appointmentId));
  const wanted = [...grouped(rows)].map(([clientId, theirs]) => ({
    clientId: BigInt(clientId),
    found: sorted(theirs),
    issueDate,
    dueDate,
  }));
  return {
    wanted,
    notBilled: { left: wanted.flatMap(({ found }) => found.left), none: ids.filter((id) => !there.has(String(id))) },
  };
}

const nameOf = (visits: readonly ChargedVisit[]): string => visits[0]?.row.clientName ?? '';
const byName = <T extends { clientName: string }>(parts: T[]): T[] =>
  parts.sort((one, other) => (one.clientName < other.clientName ? -1 : one.clientName > other.clientName ? 1 : 0));

/** What invoices over these appointments would say, a client's each, and what of it would deserve a second look. Throws 403, 422. */
export async function previewAppointments(
  ctx: Ctx,
  input: PreviewAppointments,
): Promise<NotBilled & { clients: (ClientsPart & { figures: InvoiceFigures; warnings: Warning[] })[] }> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  const { wanted, notBilled } = await wantedOf(ctx, input);
  const drafts = await workOutDrafts(ctx, wanted, input.packages);
  const warnings = await warningsOfVisits(
    ctx,
    drafts.flatMap(({ found }) => found.charged),
    drafts.flatMap(({ made }) => made),
  );
  return {
    ...notBilled,
    clients: byName(
      drafts.map(({ clientId, found: { charged, more }, made }) => ({
        clientId,
        clientName: nameOf(charged),
        charged,
        more,
        figures: invoiceFigures(made),
        warnings: warnings.get(String(clientId)) ?? [],
      })),
    ),
  };
}

/**
 * A draft for each client of these appointments, all or none; what speaks against a visit leaves the others alone, and is told. No visit
 * comes on two invoices, whoever else bills at the same time. Throws 403, 422 where there is nothing to bill.
 */
export async function invoiceAppointments(
  ctx: Ctx,
  input: InvoiceAppointments,
): Promise<NotBilled & { clients: (ClientsPart & { id: bigint; totalAmount: string })[] }> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  return inTransaction(ctx, async (tx) => {
    const asked = { appointmentIds: [...new Set(input.appointmentIds)], state: 'UNBILLED' as const };
    const { held } = await holdVisits(tx, Permission.EDIT_BILLING, asked, MOST_PARTS + 1);
    const { wanted, notBilled } = await wantedOf(tx, input, held);
    const full = wanted.filter(({ found }) => found.charged.length > 0);
    if (full.length === 0) throw unprocessable('visit.none', 'There is nothing to bill: see what is left and why.');
    const drafts = await draftsOf(tx, full, input.packages);
    // The answer tells of those who got none, too: it is given again to whoever may see them all.
    for (const clientId of new Set(notBilled.left.map((row) => row.clientId)))
      tx.idempotency?.written.push({ type: 'Client', id: clientId });
    return {
      ...notBilled,
      clients: byName(
        full.flatMap(({ clientId, found: { charged, more } }, index) => {
          const draft = drafts[index];
          const clientName = nameOf(charged);
          return draft ? [{ clientId, clientName, charged, more, id: draft.id, totalAmount: draft.totalAmount.toFixed(2) }] : [];
        }),
      ),
    };
  });
}
