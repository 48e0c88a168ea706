import { z } from 'zod';
import { day, id, line, listFields, money, optionalText, searchWords } from '../../kernel/fields.js';
import { paymentMethod } from '../payments/payments.input.js';
import { CLAIM_STATUSES } from '../rules/claim-status.js';

export const claimStatus = z.enum(CLAIM_STATUSES).meta({
  id: 'ClaimStatus',
  description:
    'PAID and DENIED follow from the answer that is recorded; APPROVED and PARTIALLY_APPROVED too, or are told before the payment.',
});

/** As an invoice. */
const MOST_LINES = 200;

export const claimLineInput = z
  .strictObject({
    lineId: id(),
    amount: money().optional().meta({ description: 'All that is left of it for the policy where it is left out.' }),
  })
  .meta({ id: 'ClaimLineInput', description: 'A line of the invoice, and how much of it is claimed.' });

const fields = {
  claimNumber: line(100).nullish().meta({ description: "The insurer's or the clearing house's.", example: 'C20260042' }),
  followUpDate: day().nullish().meta({ description: 'When somebody asks how far it is.' }),
  notes: optionalText(4000),
};

export const newClaim = z
  .strictObject({
    invoiceId: id().meta({ description: 'One that was sent.' }),
    insuranceId: id().optional().meta({ description: "The policy; the invoice's where it is left out." }),
    lines: z.array(claimLineInput).min(1).max(MOST_LINES).optional().meta({
      description: 'All lines of which something is left for the policy where it is left out.',
    }),
    submit: z.boolean().optional().meta({
      description: 'False: it is built and waits, with what speaks against it in `faults`.',
      default: true,
    }),
    submissionDate: day().optional().meta({ description: 'Today where it is left out.' }),
    ...fields,
  })
  .meta({ id: 'CreateClaimInput', description: 'What an insurer is asked for an invoice.' });
export type NewClaim = z.output<typeof newClaim>;

/** What the panel's form asks for. */
export const claimForm = newClaim
  .omit({ lines: true, submit: true, insuranceId: true, submissionDate: true })
  .extend({ insuranceId: id().nullish() });

export const claimChanges = z.strictObject(fields).meta({
  id: 'UpdateClaimInput',
  description: 'What can be changed of a claim. Its figures follow from its invoice and the ledger.',
});
export type ClaimChanges = z.output<typeof claimChanges>;

export const submitClaimInput = z
  .strictObject({
    submissionDate: day().optional().meta({ description: 'Today where it is left out.' }),
    claimNumber: fields.claimNumber,
  })
  .meta({ id: 'SubmitClaimInput', description: 'It goes to the insurer.' });
export type SubmitClaim = z.output<typeof submitClaimInput>;

export const moveClaimInput = z
  .strictObject({
    status: z.enum(['ACKNOWLEDGED', 'IN_REVIEW', 'APPROVED', 'PARTIALLY_APPROVED', 'REJECTED', 'APPEALED', 'VOIDED']),
    amountApproved: money().optional().meta({
      description: 'What the insurer said it will pay: with PARTIALLY_APPROVED; all of it with APPROVED where it is left out.',
    }),
    reason: optionalText(1000).meta({ description: 'Why it was rejected, is appealed or voided.', example: 'Referral missing' }),
  })
  .meta({ id: 'MoveClaimInput', description: 'A move that is allowed: docs/billing.md has the table.' });
export type MoveClaim = z.output<typeof moveClaimInput>;

export const lineAnswerInput = z
  .strictObject({
    lineId: id(),
    paid: money(),
    adjustment: money()
      .optional()
      .meta({ description: 'Taken off by contract: nobody is asked for it. Nothing where it is left out.' }),
    patientShare: money().optional().meta({ description: 'Deductible, coinsurance, co-pay: whoever comes next owes it.' }),
    remark: optionalText(500).meta({ description: 'Why something was denied or taken off.' }),
  })
  .meta({ id: 'ClaimLineAnswerInput' });

export const claimAnswer = z
  .strictObject({
    receivedOn: day().optional().meta({ description: 'Today where it is left out.' }),
    lines: z.array(lineAnswerInput).min(1).max(MOST_LINES).optional().meta({
      description:
        'What was said of each line; what is not named was denied. Or the whole, in `paid`, `adjustment` and `patientShare`.',
    }),
    paid: money()
      .optional()
      .meta({ description: 'In all: it goes to the lines in their order. What is more goes on the insurer’s account.' }),
    adjustment: money().optional(),
    patientShare: money().optional(),
    denialReason: optionalText(1000).meta({
      description:
        'Needed where nothing at all is paid, taken off or shared, of the claim or of a line that is named without a remark.',
      example: 'Yearly maximum reached',
    }),
    nextInsuranceId: id()
      .nullish()
      .meta({ description: 'The policy that owes the patient’s share; the client where it is left out.' }),
    paymentMethod: paymentMethod.optional().meta({ description: 'INSURANCE where it is left out.' }),
    referenceNumber: line(100).nullish().meta({ description: 'Of the payment.', example: 'EFT 7781' }),
    claimNumber: fields.claimNumber,
  })
  .meta({
    id: 'ClaimAnswerInput',
    description:
      'What the insurer answered. What is neither paid, nor taken off, nor shared was denied: the policy still owes it.',
  });
export type ClaimAnswer = z.output<typeof claimAnswer>;

export const reverseAnswerInput = z
  .strictObject({ reason: line(500).meta({ example: 'Recorded on the wrong claim.' }) })
  .meta({ id: 'ReverseAnswerInput', description: 'Why the last answer is taken back.' });

export const passOnInput = z
  .strictObject({
    insuranceId: id().nullish().meta({ description: 'The policy that owes it from now on; the client where it is left out.' }),
    reason: line(500).meta({ example: 'Denied: not covered by the plan.' }),
  })
  .meta({ id: 'PassClaimOnInput', description: 'What the insurer does not pay is asked of somebody else.' });
export type PassOn = z.output<typeof passOnInput>;

export const claimList = z
  .strictObject({
    ...listFields(['submissionDate', 'followUpDate', 'amountClaimed', 'updatedAt'], {
      description: 'The latest first if not said.',
      default: '-submissionDate',
    }),
    clientId: id().optional(),
    invoiceId: id().optional().meta({ description: 'Over this invoice.' }),
    insuranceId: id().optional().meta({ description: 'To this policy.' }),
    insuranceProviderId: id().optional().meta({ description: 'To this insurer.' }),
    status: z.array(claimStatus).max(11).optional(),
    submittedFrom: day().optional().meta({ description: 'Submitted on that day or later.' }),
    submittedTo: day().optional().meta({ description: 'Submitted on that day or earlier.' }),
    worklist: z.boolean().optional().meta({
      description:
        'True: those for somebody to see to. Rejected, or denied in whole or part, while the policy owes of it; or to be followed up by today.',
    }),
    q: searchWords('The claim’s number, or a part of it.'),
  })
  .meta({ id: 'ClaimListQuery' });
export type ClaimList = z.output<typeof claimList>;
