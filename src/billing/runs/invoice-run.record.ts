import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';
import type { Ctx } from '../../access/context.js';
import { check } from '../../kernel/fields.js';
import { fromMoney } from '../../kernel/money.js';
import type { Row } from '../../records/records.types.js';
import { practiceFormats } from '../ledger/said-amounts.js';
import { mailToMany } from '../sending/send-actions.js';
import { sendRunInput } from './runs.input.js';
import { countsOf, type RunCounts } from './runs.queries.js';
import { resumeRun, sendRun, stopRun } from './runs.service.js';

const countsOfRuns = (ctx: Ctx, rows: readonly Row[]): Promise<Map<string, RunCounts>> =>
  countsOf(
    ctx,
    rows.map(({ id }) => String(id)),
  );

const counted = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

export const invoiceRunRecord = record('InvoiceRun', {
  what: 'invoice run',
  permissions: { view: P.EDIT_BILLING, ...byNobody },
  scope: 'none',
  search: [],
  addresses: ['runs'],
  title: (row, say) => say.dashed(say.day(row.fromDay), say.day(row.toDay)),
  beside: async (ctx, rows) => {
    const [formats, counts] = await Promise.all([practiceFormats(ctx), countsOfRuns(ctx, rows)]);
    return new Map(
      [...counts].map(([id, { invoiced, drafts, waiting, failed, amount }]) => [
        id,
        [
          `${counted(invoiced, 'invoice')} for ${formats.money(fromMoney(amount))}`,
          ...(drafts > 0 ? [`${counted(drafts, 'draft')} left`] : []),
          ...(waiting > 0 ? [`${waiting} waiting`] : []),
          ...(failed > 0 ? [`${failed} went wrong`] : []),
        ].join(', '),
      ]),
    );
  },
  notOffered: async (ctx, rows) => {
    const counts = await countsOfRuns(ctx, rows);
    return new Map(
      rows.map(({ id }) => {
        const { drafts = 0, waiting = 0, failed = 0 } = counts.get(String(id)) ?? {};
        return [String(id), [...(drafts === 0 ? ['send'] : []), ...(waiting + failed === 0 ? ['resume'] : [])]];
      }),
    );
  },
  panel: {
    label: 'Month-end runs',
    one: 'month-end run',
    list: ['fromDay', 'toDay', 'displayName', 'status'],
    labels: {
      displayName: 'What it came to',
      fromDay: 'Visits from',
      toDay: 'Visits until',
      fees: 'Charges fees',
      send: 'Sends the invoices',
      mail: 'Writes to the families',
      sendsDrafts: 'Sends its drafts alone',
      stopReason: 'Why it stopped',
      createdBy: 'In the name of',
    },
    sort: ['createdAt', 'desc'],
    readOnly: true,
  },
  constraints: {
    invoice_runs_running_key: {
      status: 409,
      code: 'invoice_run.running',
      detail: 'Another run is under way: wait for it, or stop it.',
    },
  },
  actions: {
    begin: {
      kind: 'link',
      label: 'Invoice visits',
      icon: 'FilePlus',
      permissions: [P.EDIT_BILLING],
      ofList: true,
      to: () => '/admin/pages/month-end',
    },
    stop: {
      kind: 'act',
      label: 'Stop',
      icon: 'Square',
      permission: P.EDIT_BILLING,
      when: { status: ['RUNNING'] },
      run: stopRun,
      question: 'Stop this run? The invoices that it has made stay.',
      button: 'Stop it',
      done: 'Stopped.',
      variant: 'danger',
    },
    send: {
      kind: 'act',
      label: 'Send all drafts',
      icon: 'Send',
      permission: P.EDIT_BILLING,
      when: { status: ['STOPPED', 'DONE'] },
      run: (ctx, id, { mail }) => sendRun(ctx, id, check(sendRunInput, mail ? { mail: true } : {})),
      asks: [mailToMany],
      question:
        'Send all invoices of this run that are drafts still? Each gets its number, and is owed from today. Nothing leaves the house unless the families are written to.',
      button: 'Send them',
      done: 'Under way: the page of the run tells what becomes of each.',
    },
    resume: {
      kind: 'act',
      label: 'Take up again',
      icon: 'Play',
      permission: P.EDIT_BILLING,
      when: { status: ['STOPPED', 'DONE'] },
      run: resumeRun,
      question: 'Go on with those who still wait, and those for whom it went wrong?',
      button: 'Go on',
      done: 'Taken up again.',
    },
  },
});
