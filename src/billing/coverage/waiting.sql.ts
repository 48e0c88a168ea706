/** SQL, said once: which claims still ask something of their policy, and how much. Of `insurance_claims k` and its `claim_lines x`. */
import { LIVE } from '../rules/claim-status.js';

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** Those that wait for an answer, and those that were agreed to while the money has not come. */
export const ASKS = `k.status IN (${quoted([...new Set([...LIVE, 'APPROVED', 'PARTIALLY_APPROVED'])])})
  AND (k.status NOT IN ('APPROVED', 'PARTIALLY_APPROVED') OR k.amount_paid IS NULL)`;

/** What a line still asks: what is claimed without what was answered. */
export const STILL_ASKED = 'x.amount_claimed - x.amount_paid - x.adjustment - x.patient_share';
