/** Money that had paid an invoice leaves it again, and stands on its payer's account. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import type { Invoice, Payment, Receipt } from '../../generated/prisma/index.js';
import { openShares } from '../ledger/ledger.queries.js';
import { type Movement, type Party, post, sameParty, today } from '../ledger/posting.service.js';
import { holdStanding } from '../packages/packages.queries.js';
import { inOrder } from '../rules/shares.js';
import { takenOverSince } from './taken-over.queries.js';

/** @property packageId the package whose money it is */
type Paid = Payment & { receipt: Receipt | null; packageId: bigint | null };

/**
 * The invoice's payments that stand: first those of the packages that paid for what is credited, then the latest, those of other packages
 * last.
 */
async function paymentsOf(tx: Ctx, invoiceId: bigint, packageIds: readonly bigint[]): Promise<Paid[]> {
  const rows = await tx.db.payment.findMany({
    where: { invoiceId, reversedAt: null },
    include: { receipt: true, movements: { where: { kind: 'PAYMENT' }, select: { packageId: true }, take: 1 } },
    orderBy: [{ paymentDate: 'desc' }, { id: 'desc' }],
  });
  const turn = ({ packageId }: Paid): number => (packageId === null ? 1 : packageIds.includes(packageId) ? 0 : 2);
  return rows
    .map(({ movements: [moved], ...row }): Paid => ({ ...row, packageId: moved?.packageId ?? null }))
    .sort((one, other) => turn(one) - turn(other));
}

/** What of each receipt still settles the invoice: what it paid, less what was given back of that. */
async function settling(tx: Ctx, invoiceId: bigint): Promise<Map<bigint, Decimal>> {
  const sums = await tx.db.ledgerMovement.groupBy({
    by: ['receiptId'],
    where: { invoiceId, kind: { in: ['PAYMENT', 'REFUND'] } },
    _sum: { amount: true },
  });
  return new Map(
    sums.flatMap(({ receiptId, _sum }) => (receiptId ? [[receiptId, new Decimal(_sum.amount ?? 0).negated()]] : [])),
  );
}

/** Lets `part` of a payment go: its row is taken back, and what still pays the invoice gets a row of its own. One act, of one receipt. */
async function release(
  tx: Ctx,
  invoice: Invoice,
  { receipt, packageId, ...row }: Paid,
  part: Decimal,
  isStanding: boolean,
): Promise<void> {
  if (!receipt) return;
  const from = packageId === null ? {} : { packageId };
  const { id: receiptId, party, insuranceId, fundingId } = receipt;
  const rest = row.amount.minus(part);
  const of = { recordType: 'Payment' as const, clientId: invoice.clientId };
  const after = await tx.db.payment.update({ where: { id: row.id }, data: { reversedAt: tx.now() } });
  await audit(tx, { action: 'UPDATE', ...of, recordId: row.id, before: row, after });
  const { id: _id, updatedAt: _version, reversedAt: _taken, ...copied } = row;
  const kept = rest.isZero() ? null : await tx.db.payment.create({ data: { ...copied, amount: rest, createdAt: tx.now() } });
  if (kept) await audit(tx, { action: 'CREATE', ...of, recordId: kept.id, after: kept });
  const movement = { party, insuranceId, fundingId, receiptId };
  const paying: Movement = {
    ...movement,
    ...from,
    kind: 'PAYMENT',
    invoiceId: invoice.id,
    amount: row.amount,
    paymentId: row.id,
  };
  await post(tx, { act: 'PAYMENT_RELEASED', clientId: invoice.clientId, effectiveDate: await today(tx) }, [
    paying,
    ...(kept ? [{ ...paying, amount: rest.negated(), paymentId: kept.id }] : []),
    { ...movement, ...(isStanding ? from : {}), kind: 'PREPAYMENT', amount: part.negated() },
  ]);
}

/** Lets what these payments still settle go, each up to what `share` wants of it; gives how much it was. */
async function releaseEach(
  tx: Ctx,
  invoice: Invoice,
  packageIds: readonly bigint[],
  share: (payment: Paid, available: Decimal) => Decimal,
): Promise<Decimal> {
  const left = await settling(tx, invoice.id);
  const payments = await paymentsOf(tx, invoice.id, packageIds);
  const stand = await holdStanding(
    tx,
    payments.flatMap(({ packageId }) => packageId ?? []),
  );
  let released = new Decimal(0);
  for (const payment of payments) {
    const { receiptId } = payment;
    if (!receiptId) continue;
    const ofReceipt = left.get(receiptId) ?? new Decimal(0);
    const part = share(payment, Decimal.min(payment.amount, ofReceipt));
    if (!part.greaterThan(0)) continue;
    await release(tx, invoice, payment, part, payment.packageId !== null && stand.has(payment.packageId));
    // A receipt may have paid twice: once by hand, once from the account, or from a package.
    left.set(receiptId, ofReceipt.minus(part));
    released = released.plus(part);
  }
  return released;
}

/**
 * Lets money that had paid an invoice go, so that so much of it can be credited: first what packages paid of the lines that are credited, which
 * goes back into them whatever else is open; then what each party paid beyond what is left of its part, and last what was paid beyond what stays,
 * the latest first, on account.
 * @param total what is credited
 * @param ofPackages what of that are lines that packages paid for, by package
 * @param wanted what of it is whose
 * @param tx of a transaction that holds the invoice
 */
export async function releasePayments(
  tx: Ctx,
  invoice: Invoice,
  total: Decimal,
  ofPackages: ReadonlyMap<bigint, Decimal>,
  wanted: readonly (Party & { amount: Decimal })[],
): Promise<void> {
  const ids = [...ofPackages.keys()];
  const wantedBack = new Map(ofPackages);
  const back = await releaseEach(tx, invoice, ids, ({ packageId }, available) => {
    const want = packageId === null ? undefined : wantedBack.get(packageId);
    if (packageId === null || want === undefined) return new Decimal(0);
    const part = Decimal.min(want, available);
    wantedBack.set(packageId, want.minus(part));
    return part;
  });
  const owed = await openShares(tx, [invoice.id]);
  let released = back;
  for (const { amount, ...party } of wanted) {
    const { open } = owed.find((one) => sameParty(one, party)) ?? { open: new Decimal(0) };
    released = released.plus(await releaseOf(tx, invoice, party, amount.minus(open)));
  }
  await releaseUpTo(tx, invoice, total.minus(invoice.balance).minus(released), ids);
}

/**
 * Lets so much of what had paid an invoice go, the latest first, on account.
 * @param packageIds packages whose money goes first
 * @param tx of a transaction that holds the invoice
 */
export async function releaseUpTo(tx: Ctx, invoice: Invoice, amount: Decimal, packageIds: readonly bigint[] = []): Promise<void> {
  let open = amount;
  if (!open.greaterThan(0)) return;
  await releaseEach(tx, invoice, packageIds, (_payment, available) => {
    const part = Decimal.min(open, available);
    open = open.minus(part);
    return part;
  });
}

/**
 * What these parties paid beyond what they owe now goes on their accounts, the latest first: it was asked of them, and is not any more.
 * @param tx of a transaction that holds the invoice
 */
export async function releaseOverpaid(tx: Ctx, invoice: Invoice): Promise<void> {
  const over = (await openShares(tx, [invoice.id])).filter(({ open }) => open.isNegative());
  for (const { open, ...party } of over) await releaseOf(tx, invoice, party, open.negated());
}

/** Lets so much of what a party paid go, the latest first, but for packages' money; gives how much it was. */
async function releaseOf(tx: Ctx, invoice: Invoice, party: Party, amount: Decimal): Promise<Decimal> {
  let wanted = amount;
  if (!wanted.greaterThan(0)) return new Decimal(0);
  return releaseEach(tx, invoice, [], ({ receipt, packageId }, available) => {
    if (!receipt || packageId !== null || !sameParty(receipt, party)) return new Decimal(0);
    const part = Decimal.min(wanted, available);
    wanted = wanted.minus(part);
    return part;
  });
}

/**
 * A party owes less than nothing, since what had been asked of it is not any more, and others had taken that over: they did so for nothing.
 * What they owe of it goes back, what they paid of it stands on their accounts, and what was written off of it is not.
 * @param policy the party that owes again what it owed
 * @param act since which
 * @param tx of a transaction that holds the invoice
 */
export async function giveUpTakenOver(tx: Ctx, invoice: Invoice, policy: Party, act: bigint, reason: string): Promise<void> {
  const { id: invoiceId, clientId } = invoice;
  for (const { open, party, insuranceId, fundingId } of await openShares(tx, [invoiceId])) {
    if (!open.isNegative()) continue;
    const own: Party = { party, insuranceId, fundingId };
    let wanted = open.negated();
    const movements: Movement[] = [];
    for (const { amount, ...other } of await takenOverSince(tx, invoiceId, own, act)) {
      if (sameParty(other, policy) || !amount.greaterThan(0)) continue;
      const part = Decimal.min(wanted, amount);
      const owed = async (): Promise<Decimal> =>
        (await openShares(tx, [invoiceId])).find((one) => sameParty(one, other))?.open ?? new Decimal(0);
      await releaseOf(tx, invoice, other, part.minus(await owed()));
      const back = Decimal.min(part, await owed());
      if (!back.greaterThan(0)) continue;
      wanted = wanted.minus(back);
      movements.push(
        { ...other, kind: 'TRANSFER', invoiceId, amount: back.negated() },
        { ...own, kind: 'TRANSFER', invoiceId, amount: back },
      );
    }
    const { _sum } = await tx.db.ledgerMovement.aggregate({
      where: { ...own, invoiceId, kind: 'WRITE_OFF', transactionId: { gt: act } },
      _sum: { amount: true },
    });
    const spared = Decimal.min(wanted, new Decimal(_sum.amount ?? 0).negated());
    if (spared.greaterThan(0)) movements.push({ ...own, kind: 'WRITE_OFF', invoiceId, amount: spared });
    if (movements.length > 0)
      await post(tx, { act: 'ANSWER_REVERSED', clientId, effectiveDate: await today(tx), reason }, movements);
  }
}

/**
 * After money went back: where a party would owe less than nothing on an invoice, others owe as much less.
 * @param tx of a transaction that holds the invoices
 */
export async function levelShares(tx: Ctx, clientId: bigint, invoiceIds: readonly bigint[], reason: string): Promise<void> {
  const shares = await openShares(tx, invoiceIds);
  const movements = invoiceIds.flatMap((invoiceId): Movement[] => {
    const here = shares.filter((one) => one.invoiceId === invoiceId);
    const owing = here.filter(({ open }) => open.greaterThan(0)).map((one) => ({ ...one }));
    return here
      .filter(({ open }) => open.isNegative())
      .flatMap(({ open, party, insuranceId, fundingId }): Movement[] => {
        const { parts } = inOrder(
          open.negated(),
          owing.map((one) => one.open),
        );
        return owing.flatMap((one, index): Movement[] => {
          const amount = parts[index] as Decimal;
          one.open = one.open.minus(amount);
          const to = { party: one.party, insuranceId: one.insuranceId, fundingId: one.fundingId };
          return [
            { party, insuranceId, fundingId, kind: 'TRANSFER', invoiceId, amount },
            { ...to, kind: 'TRANSFER', invoiceId, amount: amount.negated() },
          ];
        });
      });
  });
  if (movements.length > 0) await post(tx, { act: 'TRANSFERRED', clientId, effectiveDate: await today(tx), reason }, movements);
}
