import { fromMoney } from '../../kernel/money.js';
import type { InvoiceRun, InvoiceRunClient, InvoiceRunDrafts, InvoiceRunPreview, InvoiceRunProblem } from './runs.dto.js';
import type { RunDrafts } from './run-drafts.service.js';
import type { RunClientRow } from './runs.queries.js';
import type { CountedRun, PreviewedRun } from './runs.service.js';

/** The run as the API tells of it. */
export const toRun = (row: CountedRun): InvoiceRun => ({
  id: row.id,
  fromDay: row.fromDay,
  toDay: row.toDay,
  locationId: row.locationId,
  fees: row.fees,
  send: row.send,
  mail: row.mail,
  issueDate: row.issueDate,
  status: row.status,
  stopReason: row.stopReason,
  clients: row.clients,
  waiting: row.waiting,
  invoiced: row.invoiced,
  drafts: row.drafts,
  mailed: row.mailed,
  kept: row.kept,
  withoutAddress: row.withoutAddress,
  warned: row.warned,
  failed: row.failed,
  visits: row.visits,
  amount: fromMoney(row.amount),
  finishedAt: row.finishedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const toRunClient = (row: RunClientRow): InvoiceRunClient => ({
  ...row,
  amount: fromMoney(row.amount),
  updatedAt: row.updatedAt.toISOString(),
});

export const toRunPreview = ({ items, problems, amount, ...rest }: PreviewedRun): InvoiceRunPreview => ({
  ...rest,
  amount: fromMoney(amount),
  problems: [...problems].map(([code, visits]) => ({ code: code as InvoiceRunProblem['code'], visits })),
  items: items.map(({ clientKey: _sorted, ...one }) => ({ ...one, amount: fromMoney(one.amount) })),
});

export const toRunDrafts = ({ amount, items, ...rest }: RunDrafts): InvoiceRunDrafts => ({
  ...rest,
  amount: fromMoney(amount),
  items: items.map((one) => ({ ...one, totalAmount: fromMoney(one.totalAmount) })),
});
