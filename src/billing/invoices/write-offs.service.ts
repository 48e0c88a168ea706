/** What is open on an invoice and is asked of nobody any more: of all who owe it, or of one of them. */
import { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { locked } from '../../database/changing.js';
import { emit } from '../../events/emit.js';
import type { Match } from '../../http/etag.js';
import { conflict, unprocessable } from '../../kernel/errors.js';
import { fromMoney } from '../../kernel/money.js';
import type { Choice } from '../../records/actions.js';
import { openShares } from '../ledger/ledger.queries.js';
import { CLIENT_PARTY, type Movement, type Party, post, sameParty, settleFigures, today } from '../ledger/posting.service.js';
import { practiceFormats } from '../ledger/said-amounts.js';
import { inOrder } from '../rules/shares.js';
import { moneyInWords, requireSent } from './credit-notes.service.js';
import { invoiceKept, requireInvoice } from './drafts.js';
import type { WriteOffInput } from './invoices.input.js';
import { owingParties } from './write-offs.queries.js';

/** Whose part it is; undefined: of all who owe, in their order. Throws 422 for a party that is named by halves. */
function partyOf({ party, insuranceId, fundingId }: WriteOffInput): Party | undefined {
  const named = [
    { path: 'insuranceId', given: insuranceId, of: 'INSURANCE' },
    { path: 'fundingId', given: fundingId, of: 'FUNDING' },
  ] as const;
  for (const { path, given, of } of named)
    if ((party === of) !== (given !== undefined))
      throw unprocessable('invoice.payer', `It goes with the party ${of}, and that with it.`, path);
  if (insuranceId !== undefined) return { party: 'INSURANCE', insuranceId, fundingId: null };
  if (fundingId !== undefined) return { party: 'FUNDING', insuranceId: null, fundingId };
  return party && CLIENT_PARTY;
}

/**
 * Asks nobody for what is open any more, in part or whole: of all who owe it in their order, or of the one that is named. Throws 403, 404,
 * 409, 412, 422 for more than is open.
 */
export async function writeOff(ctx: Ctx, invoiceId: bigint, input: WriteOffInput, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireInvoice(tx, Permission.EDIT_BILLING, invoiceId);
    const invoice = await locked(tx, invoiceKept(clientId), invoiceId, match);
    requireSent(invoice);
    if (invoice.balance.isZero()) throw conflict('invoice.settled', 'Nothing is open on this invoice.');
    const of = partyOf(input);
    const shares = (await openShares(tx, [invoiceId])).filter((one) => !of || sameParty(one, of));
    const open = of ? (shares[0]?.open ?? new Decimal(0)) : invoice.balance;
    if (of && !open.greaterThan(0))
      throw unprocessable('invoice.amount', 'Nothing is open of that party on this invoice.', pathOf(of));
    const amount = input.amount ?? open;
    if (!amount.greaterThan(0) || amount.greaterThan(open))
      throw unprocessable(
        'invoice.amount',
        `${(await moneyInWords(tx))(open)} is open${of ? ' of that party' : ''}: say that or less, and more than nothing.`,
        'amount',
      );
    const { parts } = inOrder(
      amount,
      shares.map((one) => one.open),
    );
    await post(
      tx,
      { act: 'WRITTEN_OFF', clientId, effectiveDate: await today(tx), reason: input.reason },
      shares.map(({ open: _open, ...party }, index): Movement => ({
        ...party,
        kind: 'WRITE_OFF',
        amount: (parts[index] as Decimal).negated(),
      })),
    );
    await settleFigures(tx, [invoiceId]);
    await emit(tx, 'invoice.written_off', { id: invoiceId, clientId });
  });
}

const PATHS = { CLIENT: 'party', INSURANCE: 'insuranceId', FUNDING: 'fundingId', PRACTICE: 'party' } as const;
const pathOf = ({ party }: Party): string => PATHS[party];

/** Who owes of the invoice and how much, to choose from. Throws 403, 404. */
export async function partsToWriteOff(ctx: Ctx, invoiceId: bigint): Promise<Choice[]> {
  await requireInvoice(ctx, Permission.EDIT_BILLING, invoiceId);
  const { money } = await practiceFormats(ctx);
  return (await owingParties(ctx, invoiceId)).map(({ party, insuranceId, fundingId, name, open }) => ({
    id: [party, insuranceId ?? fundingId].filter((part) => part !== null).join(':'),
    name: `${name}: ${money(fromMoney(new Decimal(open)))}`,
  }));
}

/** What was chosen, as the API takes it. */
export function partChosen(choice: string): Partial<Record<'party' | 'insuranceId' | 'fundingId', string>> {
  const [party, id] = choice.split(':');
  if (!party) return {};
  return {
    party,
    ...(party === 'INSURANCE' && id ? { insuranceId: id } : {}),
    ...(party === 'FUNDING' && id ? { fundingId: id } : {}),
  };
}
