import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes } from '../../records/forms.js';
import { check } from '../../kernel/fields.js';
import type { Ctx } from '../../access/context.js';
import type { Row } from '../../records/records.types.js';
import { ANSWERABLE, claimMovesTo, type ClaimStatus, PASSABLE } from '../rules/claim-status.js';
import { passOn } from './answers.service.js';
import { reverseAnswer } from './taking-back.service.js';
import { aboutClaims, claimAll } from './claimable.service.js';
import { claimChanges, claimForm, moveClaimInput, passOnInput, reverseAnswerInput, submitClaimInput } from './claims.input.js';
import { claimsWhose, invoicesToClaim, owedOfClaims } from './claims.queries.js';
import { createClaim, moveClaim, removeClaim, submitClaim, updateClaim } from './claims.service.js';

type Moved = 'ACKNOWLEDGED' | 'IN_REVIEW' | 'REJECTED' | 'APPEALED' | 'VOIDED';

/** Whom they are about, and whom they ask. */
const whoseOf = (ctx: Ctx, rows: readonly Row[]) =>
  claimsWhose(
    ctx,
    rows.map(({ id }) => id as bigint),
  );

/** A button for a move that needs no words. */
const move = (status: Moved, label: string, icon: string, question: string, done: string) => ({
  kind: 'act' as const,
  label,
  icon,
  permission: P.EDIT_BILLING,
  when: { status: claimMovesTo(status) },
  run: (ctx: Ctx, id: bigint) => moveClaim(ctx, id, { status }),
  question,
  button: label,
  done,
});

export const insuranceClaimRecord = record('InsuranceClaim', {
  what: 'insurance claim',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'invoice.client' },
  search: ['claimNumber'],
  addresses: ['claims'],
  title: (row, say) =>
    say.dashed(
      say.text(row.claimNumber),
      row.status === 'PENDING'
        ? say.money(row.amountClaimed)
        : `${say.money(row.amountClaimed)} on ${say.day(row.submissionDate)}`,
    ),
  whose: async (ctx, rows) => new Map((await whoseOf(ctx, rows)).map(({ id, clientId }) => [id, clientId])),
  beside: async (ctx, rows) => new Map((await whoseOf(ctx, rows)).map(({ id, insurerName }) => [id, insurerName])),
  // There is something to appeal or to pass on while the policy owes of it; of one that was paid once the insurer took money back.
  notOffered: async (ctx, rows) => {
    const ids = rows.filter(({ status }) => PASSABLE.includes(status as ClaimStatus)).map(({ id }) => id as bigint);
    const owed = await owedOfClaims(ctx, ids);
    return new Map(ids.filter((id) => !owed.get(id)?.greaterThan(0)).map((id) => [String(id), ['appeal', 'passOn']]));
  },
  readOnly: ['submissionDate', 'status', 'amountClaimed', 'amountApproved', 'amountPaid', 'paymentDate', 'denialReason'],
  panel: {
    label: 'Insurance claims',
    list: ['displayName', 'insuranceId', 'invoiceId', 'submissionDate', 'status', 'amountClaimed', 'amountPaid'],
    filter: ['claimNumber', 'invoiceId', 'insuranceId', 'status', 'submissionDate', 'followUpDate', 'amountClaimed'],
    form: ['invoiceId', 'insuranceId', 'claimNumber', 'followUpDate', 'notes'],
    labels: { insuranceId: 'Insurance policy', submissionDate: 'Submitted on', displayName: 'Claim' },
    silent: { submissionDate: { status: ['PENDING'] } },
    help: {
      invoiceId: 'Of those on which a policy owes.',
      insuranceId: 'Empty: the one that the invoice is for. The claim waits until you submit it.',
    },
    mayBeEmpty: ['insuranceId', 'submissionDate'],
    sort: ['submissionDate', 'desc'],
  },
  constraints: {
    claim_agrees_check: {
      status: 409,
      code: 'ledger.disagrees',
      detail: 'The claim would not follow from its lines and the ledger.',
    },
    claim_lines_once_check: {
      status: 409,
      code: 'claim.claimed',
      detail: 'Another claim to this policy waits for lines of this one: void it, or record its answer, first.',
    },
    insurance_claims_lines_check: { status: 409, code: 'ledger.disagrees', detail: 'A claim asks for lines of its invoice.' },
    claim_lines_amounts_check: { code: 'claim.answer', detail: 'More would be answered than is claimed of a line.' },
  },
  actions: {
    submit: {
      kind: 'act',
      label: 'Submit',
      icon: 'Send',
      main: true,
      permission: P.EDIT_BILLING,
      when: { status: claimMovesTo('SUBMITTED') },
      run: (ctx, id, { submissionDate }) =>
        submitClaim(ctx, id, check(submitClaimInput, submissionDate ? { submissionDate } : {})),
      question: 'Does it go to the insurer now? All that speaks against it is told.',
      button: 'Submit it',
      done: 'Submitted.',
      asks: [{ name: 'submissionDate', label: 'Submitted on', kind: 'day', hint: 'Empty: today.' }],
    },
    acknowledge: move('ACKNOWLEDGED', 'Acknowledged', 'Inbox', 'Has the insurer told that it has it?', 'Acknowledged.'),
    review: move('IN_REVIEW', 'In review', 'Eye', 'Does the insurer look into it?', 'In review.'),
    approve: {
      kind: 'act',
      label: 'Approved',
      icon: 'ThumbsUp',
      permission: P.EDIT_BILLING,
      when: { status: claimMovesTo('APPROVED') },
      run: (ctx, id, { amountApproved = '' }) =>
        moveClaim(
          ctx,
          id,
          check(moveClaimInput, amountApproved ? { status: 'PARTIALLY_APPROVED', amountApproved } : { status: 'APPROVED' }),
        ),
      question: 'Has the insurer told what it will pay, before it pays?',
      button: 'It was approved',
      done: 'Approved.',
      asks: [{ name: 'amountApproved', label: 'How much, if not all of it', kind: 'money' }],
    },
    answer: {
      kind: 'page',
      label: 'Record answer',
      icon: 'CheckSquare',
      main: true,
      permissions: [P.VIEW_BILLING, P.EDIT_BILLING],
      when: { status: [...ANSWERABLE] },
      component: 'AnswerClaim',
    },
    reject: {
      kind: 'act',
      label: 'Rejected',
      icon: 'XOctagon',
      permission: P.EDIT_BILLING,
      when: { status: claimMovesTo('REJECTED') },
      run: (ctx, id, { reason = '' }) => moveClaim(ctx, id, { status: 'REJECTED', reason }),
      question: 'Did the insurer refuse to look at it? Mend it and submit it again.',
      button: 'It was rejected',
      done: 'Rejected.',
      asks: [{ name: 'reason', label: 'Why', required: true }],
    },
    appeal: move('APPEALED', 'Appeal', 'CornerUpLeft', 'Is the answer appealed?', 'Appealed.'),
    passOn: {
      kind: 'act',
      label: 'Ask the client',
      icon: 'CornerDownRight',
      permission: P.EDIT_BILLING,
      when: { status: [...PASSABLE] },
      run: (ctx, id, { reason }) => passOn(ctx, id, check(passOnInput, { reason })),
      question: 'Does the client owe what the insurer does not pay? It is due from today on.',
      button: 'The client owes it',
      done: 'The client owes it now.',
      asks: [{ name: 'reason', label: 'Why', required: true }],
    },
    takeBack: {
      kind: 'act',
      label: 'Take the answer back',
      icon: 'RotateCcw',
      permission: P.EDIT_BILLING,
      when: { status: ['APPROVED', 'PARTIALLY_APPROVED', 'PAID', 'DENIED'] },
      run: (ctx, id, { reason }) => reverseAnswer(ctx, id, check(reverseAnswerInput, { reason }).reason),
      question:
        'Take the last answer back, with its money and what the client was asked for since? What was paid of that stands on account.',
      button: 'Take it back',
      done: 'Taken back.',
      variant: 'danger',
      asks: [{ name: 'reason', label: 'Why', required: true }],
    },
    void: {
      ...move('VOIDED', 'Void', 'Slash', 'Is it asked no more?', 'Voided.'),
      variant: 'danger',
    },
  },
  actionsOn: {
    Invoice: {
      claimMany: {
        kind: 'act',
        label: 'Claim',
        icon: 'Shield',
        permission: P.EDIT_BILLING,
        bulk: true,
        run: (ctx, id, { submit }) => claimAll(ctx, id, submit !== 'later'),
        aboutMany: aboutClaims,
        question:
          'Ask the policies that owe of these invoices? Each gets its claim; one against which something speaks is left alone.',
        button: 'Build the claims',
        done: 'claimed',
        asks: [
          {
            name: 'submit',
            label: 'Then',
            none: 'Submit them',
            choices: () => Promise.resolve([{ id: 'later', name: 'Let them wait' }]),
          },
        ],
      },
    },
  },
  offers: { invoiceId: async (ctx) => ({ id: { in: await invoicesToClaim(ctx) } }) },
  create: async (ctx, data) => {
    const form = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
    const { insuranceId, ...rest } = check(claimForm, form);
    return String((await createClaim(ctx, { ...rest, ...(insuranceId ? { insuranceId } : {}), submit: false })).id);
  },
  update: changes(claimChanges, updateClaim),
  remove: (ctx, id) => removeClaim(ctx, BigInt(id)),
});
