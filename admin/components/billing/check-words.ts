/** What each check of the reconciliation holds, for people: under the API's names, in the order of the work. */
export const CHECK_WORDS: Readonly<Record<string, string>> = {
  'invoice.lines': 'Invoices come to their lines',
  'line.taxes': 'The taxes of a line add up',
  'invoice.ledger': 'The balance of an invoice follows from what was booked',
  'line.ledger': 'What was charged is what the lines say',
  'invoice.status': 'An invoice is paid when nothing is open, and owed otherwise',
  'receipt.ledger': 'All of the money that came in is booked, once',
  'payment.ledger': 'Payments settle what they say',
  'refund.ledger': 'Refunds gave back what they say',
  'credit_note.ledger': 'Credit notes took back what they say',
  'card.receipt': 'Card payments and their receipts agree',
  'card.refund': 'Refunds to cards and the books agree',
  'plan.sums': 'The instalments of a payment plan come to its invoices',
  'plan.status': 'How a payment plan stands follows from what is paid',
  'account.credit': 'Nobody has less than nothing on account',
  'transfer.balance': 'What left one payer came to another',
  'claim.ledger': 'Answers to claims and the books agree',
  'visit.billed': 'No visit is billed twice',
  'visit.whole': 'No visit is billed for one learner and for all of its client',
  'authorization.sums': 'What authorizations have reserved and used follows from their visits',
  'authorization.visits': 'Visits draw on authorizations as they should',
  'package.money': 'The money of a package is between nothing and its price',
  'package.uses': 'No package is used more often than it has visits',
  'package.visit': 'No visit is paid by a package and an authorization',
  'funding.remaining': 'What is left of a funding source follows from what was booked',
  'policy.remaining': 'What is left of a policy follows from what was booked',
  'policy.years': 'What a policy paid in a year follows from what was booked',
  'funding_authorization.ledger': 'What invoices draw on funding follows from what was booked',
  'series.gaps': 'Numbers have no gaps',
};

/** A check that is new and has no words yet goes by its name. */
export const checkInWords = (name: string): string => CHECK_WORDS[name] ?? name;
