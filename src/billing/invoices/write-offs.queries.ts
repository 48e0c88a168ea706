import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { LedgerParty } from '../../generated/prisma/index.js';

export interface OwingParty {
  party: LedgerParty;
  insuranceId: string | null;
  fundingId: string | null;
  /** The insurer's, the program's, or the client's. */
  name: string;
  /** More than nothing. */
  open: string;
}

/** Who owes of an invoice, by name, in the order in which what is written off is taken from them. Scope is the caller's. */
export function owingParties(ctx: Ctx, invoiceId: bigint): Promise<OwingParty[]> {
  return prepared<OwingParty & Record<string, unknown>>(
    ctx.pool,
    `SELECT s.party::text, s.insurance_id::text AS "insuranceId", s.funding_id::text AS "fundingId", s.open::text,
       coalesce(p.name, g.name, c.first_name || ' ' || c.last_name) AS name
     FROM (SELECT m.party, m.insurance_id, m.funding_id, sum(m.amount) AS open FROM ledger_movements m WHERE m.invoice_id = $1::bigint
         GROUP BY m.party, m.insurance_id, m.funding_id HAVING sum(m.amount) > 0) s
       JOIN invoices i ON i.id = $1::bigint JOIN clients c ON c.id = i.client_id
       LEFT JOIN client_insurance n ON n.id = s.insurance_id LEFT JOIN insurance_providers p ON p.id = n.insurance_provider_id
       LEFT JOIN client_funding f ON f.id = s.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id
     ORDER BY s.party, s.insurance_id, s.funding_id`,
    [String(invoiceId)],
  );
}
