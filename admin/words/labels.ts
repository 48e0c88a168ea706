/** Names in the data model said in plain English: `dateOfBirth` → "Date of birth", `NOSHOW` → "No-show". */
export { enumLabel } from '../../src/kernel/code-words.js';

const FIELDS: Record<string, string> = {
  id: 'No.',
  email: 'E-mail',
  externalEmail: 'E-mail',
  billingEmail: 'Billing e-mail',
  isEmailVerified: 'E-mail verified',
  createdAt: 'Created',
  updatedAt: 'Last changed',
  createdBy: 'Created by',
  updatedBy: 'Last changed by',
  isActive: 'Active',
  policyHolderDob: 'Policy holder’s date of birth',
  ipAddress: 'Address',
  userAgent: 'Browser',
  startTime: 'Start',
  endTime: 'End',
  newPassword: 'New password',
  apiEndpoint: 'API address',
  apiKeyName: 'Name of the API key',
  apiSecretName: 'Name of the API secret',
  mimeType: 'MIME type',
  metricIds: 'Metrics',
  sentAt: 'Sent',
  readAt: 'Read',
  readBy: 'Read by',
  signedAt: 'Signed',
  signedBy: 'Signed by',
  grantedAt: 'Granted on',
  grantedBy: 'Granted by',
  expiresAt: 'Expires',
  uploadDate: 'Uploaded',
  receivedBy: 'Received by',
  verifiedBy: 'Verified by',
  isPrimary: 'Primary',
  isRead: 'Read',
  mayBook: 'May book',
  maySeeRecords: 'May see records',
  mayPay: 'May pay',
  lastLoginAt: 'Last signed in',
  lockedUntil: 'Locked until',
  stripeCustomerId: 'Stripe customer ID',
  stripeSubscriptionId: 'Stripe subscription ID',
  fundingSource: 'Paid by',
  fundingId: 'Funding source',
  clientFundingId: 'Funding source',
  displayName: 'Name',
  timezone: 'Time zone',
  zipCode: 'ZIP code',
  billingZipCode: 'Billing ZIP code',
};

/** What is written with capitals wherever it stands. */
const CAPITALS: Record<string, string> = { id: 'ID', url: 'URL', api: 'API', sms: 'SMS', ip: 'IP', dob: 'date of birth' };

/**
 * `therapistId` → "Therapist", `isGroupSession` → "Group session", `memberId` → "Member ID".
 * @param refers whether the column names another record, whose kind is its label
 */
export function fieldLabel(name: string, refers = false): string {
  const known = FIELDS[name];
  if (known) return known;
  const words = name
    .replace(refers ? /(?<=.)Id$/ : /(?!)/, '')
    .replace(/^(is|has)(?=[A-Z])/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[a-z]+/g, (word) => CAPITALS[word] ?? word);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
