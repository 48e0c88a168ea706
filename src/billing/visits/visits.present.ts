import type { VisitWaiver as WaiverRow } from '../../generated/prisma/index.js';
import { fromMoney } from '../../kernel/money.js';
import { chargeOf, isCharged, type VisitCharge, type VisitProblem } from './charges.js';
import type { Visit, VisitWaiver } from './visits.dto.js';
import type { VisitRow } from './visits.queries.js';

/** The visit as the API tells of it, with what it comes to. @param charge where more is known than the visit itself says: its package */
export function toVisit(row: VisitRow, charge: VisitCharge | VisitProblem = chargeOf(row)): Visit {
  const charged = isCharged(charge) ? charge : null;
  return {
    appointmentId: row.appointmentId,
    title: row.title,
    typeName: row.typeName,
    clientId: row.clientId,
    clientName: row.clientName,
    learnerId: row.learnerId,
    learnerName: row.learnerName,
    therapistId: row.therapistId,
    therapistName: row.therapistName,
    locationId: row.locationId,
    locationName: row.locationName,
    startTime: row.startTime.toISOString(),
    endTime: row.endTime.toISOString(),
    day: row.day,
    minutes: row.minutes,
    kind: row.kind,
    state: row.state,
    serviceCodeId: row.serviceCodeId,
    serviceCode: row.code,
    quantity: charged?.quantity.toString() ?? null,
    unitPrice: charged && fromMoney(charged.unitPrice),
    amount: charged && fromMoney(charged.amount),
    reason: charged?.reason ?? null,
    packageId: charged?.packageVisit ? String(charged.packageVisit.packageId) : null,
    problem: isCharged(charge) ? null : charge,
    invoiceId: row.invoiceId,
    invoiceNumber: row.invoiceNumber,
    waiverId: row.waiverId,
    waiverReason: row.waiverReason,
  };
}

export const toWaiver = (row: WaiverRow): VisitWaiver => ({
  id: String(row.id),
  appointmentId: String(row.appointmentId),
  clientId: String(row.clientId),
  learnerId: row.learnerId === null ? null : String(row.learnerId),
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
});
