import { Decimal } from 'decimal.js';
import { fromMoney } from '../../kernel/money.js';
import { CLAIM_MOVES } from '../rules/claim-status.js';
import type { Claimable } from './claimable.service.js';
import type { Claim, ClaimablePolicy, ClaimDetails, ClaimFault, ClaimLine } from './claims.dto.js';
import type { ClaimLineRow, ClaimRow } from './claims.queries.js';
import type { ClaimShown } from './claims.service.js';

const money = (amount: string | null): string | null => (amount === null ? null : fromMoney(amount));

/** The claim as the API tells of it. */
export const toClaim = (row: ClaimRow): Claim => ({
  id: row.id,
  claimNumber: row.claimNumber,
  invoiceId: row.invoiceId,
  invoiceNumber: row.invoiceNumber,
  clientId: row.clientId,
  clientName: row.clientName,
  insuranceId: row.insuranceId,
  insurerName: row.insurerName,
  submissionDate: row.submissionDate,
  status: row.status,
  amountClaimed: fromMoney(row.amountClaimed),
  amountApproved: money(row.amountApproved),
  amountPaid: money(row.amountPaid),
  paymentDate: row.paymentDate,
  denialReason: row.denialReason,
  notes: row.notes,
  followUpDate: row.followUpDate,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const toLine = ({ seen: _seen, ...row }: ClaimLineRow): ClaimLine => ({
  ...row,
  amountClaimed: fromMoney(row.amountClaimed),
  amountPaid: fromMoney(row.amountPaid),
  adjustment: fromMoney(row.adjustment),
  patientShare: fromMoney(row.patientShare),
  unsettled: fromMoney(new Decimal(row.amountClaimed).minus(row.amountPaid).minus(row.adjustment).minus(row.patientShare)),
});

const toFault = ({ lineId, ...fault }: ClaimShown['faults'][number]): ClaimFault => ({
  ...fault,
  lineId: lineId === null ? null : String(lineId),
});

/** A policy that owes, with the claim that would be built. */
export const toClaimable = ({ insuranceId, open, lines, faults, ...names }: Claimable): ClaimablePolicy => ({
  ...names,
  insuranceId: String(insuranceId),
  open: fromMoney(open),
  lines: lines.map(({ lineId, amount, ...line }) => ({ ...line, lineId: String(lineId), amount: fromMoney(amount) })),
  faults: faults.map(toFault),
});

/** With its lines, what speaks against it, and where it can go. */
export const toClaimDetails = ({ lines, faults, warnings, ...row }: ClaimShown): ClaimDetails => ({
  ...toClaim(row),
  lines: lines.filter(({ seen }) => seen).map(toLine),
  hiddenLines: lines.filter(({ seen }) => !seen).length,
  faults: faults.map(toFault),
  warnings,
  moves: [...CLAIM_MOVES[row.status]],
});
