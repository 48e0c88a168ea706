/**
 * All that the product refuses, and why: the one list of error codes. A code that is not here does not compile, nor does one
 * under another status. `GET /api/errors/<code>`, which a problem's `type` names, answers with the words of this table.
 */

import { BILLING_CODES } from './error-codes.billing.js';
import { SCHEDULING_CODES } from './error-codes.scheduling.js';

export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503;

/** Status (or those that it comes with), what is wrong in general, and what the caller can do about it. */
type Explained = readonly [status: ErrorStatus | readonly ErrorStatus[], title: string, remedy: string];

const SEE_ERRORS = 'The list `errors` names each fault by its path: mend these and send the request again.';
const CORRECT = 'Correct the field that `errors` names.';
const READ_AGAIN = 'Read the record again and decide anew.';
const ASK_ADMINISTRATOR = 'Ask an administrator of the practice, if you need it.';

const WRITTEN = {
  // The request itself
  'request.malformed': [400, 'The request cannot be read as what this operation takes.', SEE_ERRORS],
  'request.invalid': [422, 'Some fields are well-formed, but not right.', SEE_ERRORS],
  'request.range': [
    422,
    'The range is empty or too long.',
    'Send an end after the start, within the length that `detail` names.',
  ],
  'request.cross_site': [
    403,
    'A write that a cookie carries comes from another site.',
    'From another origin send the token as `Authorization: Bearer`, without cookies.',
  ],
  'request.method': [405, 'This address does not take this method.', 'The header `Allow` names those that it takes.'],
  'request.media_type': [
    415,
    'The body is not of the type that this operation takes.',
    'Send JSON in UTF-8, with `Content-Type: application/json`.',
  ],
  'request.too_large': [413, 'The body is larger than this operation takes.', 'Send less at once.'],
  'request.too_many': [429, 'Too many requests of this kind.', 'Wait for the seconds that `Retry-After` names.'],
  'route.not_found': [404, 'There is nothing at this address.', 'Look it up in the interactive docs, /api/docs.'],
  'page.not_found': [404, 'The panel has no such page.', 'Begin at /admin.'],
  'idempotency.key_reused': [
    422,
    'This Idempotency-Key was used for another request.',
    'Make a new key for each request; keep one for its repetitions alone.',
  ],
  'idempotency.in_progress': [
    409,
    'The first request with this Idempotency-Key is still running.',
    'Repeat it after the seconds that `Retry-After` names.',
  ],
  'idempotency.answer_lost': [
    409,
    'The request was carried out, but its answer cannot be given again.',
    'Look at what is there before you send anything again.',
  ],
  internal: [500, 'Something went wrong on the server.', 'Quote `requestId` when you ask for help.'],

  // The database
  'database.away': [503, 'The database does not answer.', 'Repeat the request after the seconds that `Retry-After` names.'],
  'database.busy': [
    503,
    'Too many changes at the same records at once, or too much to do for the database.',
    'Repeat the request after the seconds that `Retry-After` names.',
  ],
  'mail.away': [
    503,
    'This server cannot send e-mail at present.',
    'Repeat the request after the seconds that `Retry-After` names.',
  ],
  'database.full': [503, 'The database has no room left.', 'Nothing was kept. An administrator must make room.'],
  'database.read_only': [
    503,
    'The database takes no changes at present.',
    'Repeat the request after the seconds that `Retry-After` names.',
  ],
  'sealing.key': [
    503,
    'The key that this is sealed by is not there.',
    'An administrator must give it among `ENCRYPTION_KEYS` again.',
  ],
  'sealing.destroyed': [409, 'The key that this is sealed by was destroyed.', 'Nothing more is written for that client.'],
  'database.refused': [403, 'The database does not allow this change.', 'What is kept as it was written cannot be changed.'],

  // Sign-in, accounts, permissions
  'auth.required': [401, 'Nobody is signed in.', 'Sign in with POST /api/auth/login and send the token.'],
  'auth.failed': [401, 'The e-mail address or the password is not right.', 'Try again, or reset the password.'],
  'auth.too_many_attempts': [
    429,
    'Too many tries to sign in.',
    'Wait for the seconds that `Retry-After` names, or ask an administrator to unlock the account.',
  ],
  'auth.password_change_required': [
    403,
    'The password must be changed first.',
    'Change it with POST /api/auth/change-password; then everything else is open.',
  ],
  'auth.registration_closed': [403, 'The practice takes no registrations.', 'Ask an administrator for an account.'],
  'auth.field_refused': [
    403,
    'This field is not for somebody who registers.',
    'Leave it out; an administrator can set it later.',
  ],
  'auth.token_invalid': [422, 'The link is used up, too old or not one of ours.', 'Ask for a new one.'],
  'password.weak': [422, 'The password is too short or too common.', 'Choose one of at least 15 characters.'],
  'password.wrong': [422, 'This is not the present password.', CORRECT],
  'password.same': [422, 'The new password is the present one.', 'Choose another one.'],
  'permission.denied': [403, 'You may not do this kind of thing.', ASK_ADMINISTRATOR],
  'permission.expired': [422, 'The end of a permission is in the past.', CORRECT],
  'permission.unknown': [422, 'The program does not know this permission.', 'Choose one of GET /api/permissions.'],
  'permission.built_in': [409, 'This permission belongs to the program.', 'Take it from roles or users instead.'],
  'role.keys': [422, 'The role ADMIN keeps the permissions to manage users and permissions.', 'Leave them in.'],
  'record_permission.exists': [409, 'There is such an entry already.', 'Change the one that is there.'],
  'record_permission.one_record': [422, 'An entry is about a client or a learner, not both.', 'Name one of them.'],
  'record_permission.not_per_record': [
    422,
    'This permission is not about a single client.',
    'Give it to the role or the user instead.',
  ],
  'record_permission.beyond_own': [403, 'You may not give what you do not have yourself.', ASK_ADMINISTRATOR],
  'translation.billing_text': [422, 'A text of billing is not written here.', 'Use `PUT /api/billing/texts/{key}`.'],
  'record_permission.too_many': [422, 'This is more than one request may change.', 'Send fewer at once.'],
  'user.email_taken': [409, 'There is already an account with this e-mail address.', 'Use that account, or another address.'],
  'user.email_invalid': [422, 'That is not an e-mail address.', CORRECT],
  'user.self': [422, 'You cannot do this to your own account.', 'Another administrator can.'],
  'user.last_administrator': [
    422,
    'The last person who can manage users and permissions stays.',
    'Give somebody else these permissions first.',
  ],
  'user.role_refused': [403, 'You may not give this role.', ASK_ADMINISTRATOR],
  'user.account_refused': [403, 'You may not change this account.', ASK_ADMINISTRATOR],
  'user.buffer_minutes': [422, 'The buffer is from 0 to 240 minutes.', CORRECT],
  'npi.check_digit': [422, 'That is no National Provider Identifier.', CORRECT],
  'user_location.primary_exists': [409, 'This person already has a primary location.', 'Change that one first.'],
  'user_location.primary_unknown': [422, 'The primary location is not one of the locations.', CORRECT],

  // Records in general
  'record.exists': [409, 'There is already such a record.', 'Use the one that is there.'],
  'record.in_use': [409, 'Other records refer to this one.', 'Remove what stands in the way, or set the record inactive.'],
  'record.conflict': [409, 'This overlaps with another record.', READ_AGAIN],
  'record.stale': [
    412,
    'The record was changed since it was read.',
    'Read it again, repeat your change on it, and send its new `ETag` as `If-Match`.',
  ],
  'record.rule': [422, 'This is against a rule of the record.', CORRECT],
  'record.moved': [422, 'What this entry is about cannot be changed.', 'Delete the entry and add another one.'],
  'record.client_fixed': [422, 'A record stays with its client.', 'Add a new record to the other client.'],
  'record.user_fixed': [422, 'A record stays with its person.', 'Add a new record for the other person.'],
  'log.reason_required': [422, 'A log is corrected only with a reason.', 'Say why, in `correctionReason`.'],
  'log.struck_out': [409, 'An entry that was struck out stays so.', 'Add another entry, with its reason.'],
  'record.place_fixed': [422, 'A record stays with its place.', 'Add a new record for the other place.'],
  'field.required': [422, 'A field must be filled in.', CORRECT],
  'field.refused': [403, 'You may not set this field.', 'Leave out the fields that `errors` names.'],
  'field.one_line': [422, 'A name, a label or a number is one line of text.', CORRECT],
  'field.too_long': [422, 'A text is too long.', CORRECT],
  'reference.not_found': [422, 'The request refers to a record that is not there, or not for you.', CORRECT],
  'reference.other_client': [422, 'The request refers to a record of another client.', CORRECT],
  'export.too_large': [422, 'The export would have too many rows.', 'Filter the list first, by a span of time for example.'],

  // Clients
  'client.archived': [422, 'The client is archived.', 'Set the client active first.'],
  'client.therapist': [422, 'This is no active therapist of the practice.', CORRECT],
  'learner.date_of_birth': [422, 'The date of birth is not one.', CORRECT],
  'phone.impossible': [
    422,
    'This cannot be a phone number of the practice’s country, nor of another one.',
    'Give it with its area code; from abroad with + and the code of the country.',
  ],
  'caregiver.contact_missing': [422, 'A caregiver has an e-mail address or a phone number.', CORRECT],
  'caregiver.relationship_unknown': [422, 'That relationship is not one of the list.', CORRECT],
  'caregiver.primary_exists': [409, 'The client already has a primary contact.', 'Change that one first.'],
  'caregiver.too_many': [422, 'A client has no more caregivers than this.', 'Remove one first.'],
  'alert.too_many': [422, 'A client has no more alerts than this.', 'Remove one first.'],
  'insurance.primary_exists': [
    409,
    'The client already has a primary policy in this period.',
    'End that one, or make this one secondary.',
  ],
  'insurance.coverage': [422, 'Coverage ends on or after the day it starts.', CORRECT],
  'insurance.amount': [422, 'Coverage is not negative, and what remains is not more than the maximum.', CORRECT],
  'insurance.policy_year': [422, 'The month in which a policy year is to begin has no such day.', CORRECT],
  'insurance.used': [
    409,
    'The policy has claims, invoices or money by now, and stays with its insurer.',
    'End the policy, and add another.',
  ],
  'funding.used': [
    409,
    'The funding source has invoices or money by now, and stays with its program.',
    'End the funding source, and add another.',
  ],
  'funding.dates': [422, 'Funding ends on or after the day it starts.', CORRECT],
  'funding.amount': [422, 'Amounts are not negative, and what remains is not more than the total.', CORRECT],
  'funding.status': [422, 'That status is not one of the list.', CORRECT],

  // Practice
  'practice.last': [409, 'This is the only practice.', 'Change it instead.'],
  'practice.timezone_in_use': [
    409,
    'Appointments to come without a location keep the clock of the practice, or too many do.',
    'Preview its time zone, then correct it and say what becomes of them: `PUT /api/practice/timezone`.',
  ],
  'location.main': [409, 'This is the main location.', 'Make another one the main location first.'],
  'location.main_active': [422, 'The main location stays active.', 'Make another one the main location first.'],
  'location.main_exists': [409, 'The practice already has a main location.', READ_AGAIN],
  'location.main_required': [422, 'The practice needs a main location.', 'Make another one the main location instead.'],
  'location.position': [422, 'Latitude and longitude come together.', CORRECT],
  'location.practice': [422, 'A location stays with its practice.', 'Leave out `practiceId`.'],
  'location.timezone_in_use': [
    409,
    'Appointments to come keep the clock of this location, or too many do.',
    'Preview its time zone, then correct it and say what becomes of them: `PUT /api/practice/locations/{id}/timezone`.',
  ],

  // Jobs, messages
  'job.not_set_up': [409, 'The jobs are not set up yet.', 'Try again when a process with jobs has started.'],
  'message.status': [409, 'Only a message that failed or was kept can be sent again.', READ_AGAIN],
  ...SCHEDULING_CODES,
  ...BILLING_CODES,
} as const satisfies Record<string, Explained>;

/** The kinds of record, as people are told of them: each has a code of its own for "not there, or not for you". */
const KINDS = [
  'alert',
  'appointment',
  'attachment',
  'audit event',
  'authorization',
  'billing period',
  'billing settings',
  'billing text',
  'calendar feed',
  'appointment type',
  'cancellation reason',
  'caregiver',
  'card payment',
  'card refund',
  'client',
  'closure',
  'communication',
  'communication access log entry',
  'credit note',
  'credit note line',
  'document',
  'document access log entry',
  'document category',
  'document permission',
  'equipment',
  'equipment of an appointment',
  'error code',
  'funding authorization',
  'funding program',
  'funding source',
  'group participant',
  'insurance claim',
  'insurance policy',
  'insurance provider',
  'policy year',
  'invoice',
  'invoice line',
  'fee agreement',
  'package',
  'client payer',
  'invoice payer',
  'claim line',
  'visit waiver',
  'invoice run',
  'invoice line tax',
  'job',
  'learner',
  'ledger movement',
  'ledger transaction',
  'location',
  'location of a user',
  'message',
  'metric',
  'metric snapshot',
  'notification',
  'notification preference',
  'offer',
  'opening hours',
  'participant',
  'payment',
  'permission',
  'practice',
  'priority level',
  'receipt',
  'record',
  'record permission',
  'recording',
  'recurrence pattern',
  'refund',
  'role permission',
  'room',
  'series',
  'pay link',
  'payment plan',
  'invoice of a payment plan',
  'instalment',
  'service code',
  'service rate',
  'session participant',
  'sign-in log entry',
  'skip of the waitlist',
  'staff of an appointment',
  'tax rate',
  'ledger account',
  'telehealth provider',
  'thread',
  'time off',
  'translation',
  'user',
  'user permission',
  'virtual session',
  'waitlist entry',
  'widget',
  'working hours',
] as const;

/** A kind of record: "funding source". */
export type RecordKind = (typeof KINDS)[number];

type Joined<Text extends string> = Text extends `${infer Before}${' ' | '-'}${infer After}` ? `${Before}_${Joined<After>}` : Text;
type NotFoundCode = `${Joined<RecordKind>}.not_found`;

/** A stable name for a refusal, for programs: `client.not_found`. */
export type ErrorCode = keyof typeof WRITTEN | NotFoundCode;

type StatusOf<Entry> = Entry extends readonly [infer Status, ...unknown[]]
  ? Status extends readonly (infer Each)[]
    ? Each
    : Status
  : never;

/** The codes that come with one status. */
export type CodeOf<Status extends ErrorStatus> =
  | { [Code in keyof typeof WRITTEN]: Status extends StatusOf<(typeof WRITTEN)[Code]> ? Code : never }[keyof typeof WRITTEN]
  | (Status extends 404 ? NotFoundCode : never);

/** The code for a record of that kind that is not there, or not for this person. */
export const notFoundCode = (kind: RecordKind): NotFoundCode => `${kind.replace(/[ -]/g, '_')}.not_found` as NotFoundCode;

/** Where this server explains a code; the `type` of its problems. A path with no host: the same wherever the practice runs it. */
export const explanationPath = (code: ErrorCode): string => `/api/errors/${code}`;

/** What a code means. */
export interface ErrorExplanation {
  code: ErrorCode;
  /** The path that explains it on this server; the `type` of its problems. */
  type: string;
  /** The statuses that it comes with; mostly one. */
  statuses: ErrorStatus[];
  /** What is wrong, in general. */
  title: string;
  /** What the caller can do about it. */
  remedy: string;
}

/** Everything that the product refuses, by code, in the order of the alphabet. */
export const ERROR_CODES: ReadonlyMap<string, ErrorExplanation> = new Map(
  [
    ...Object.entries(WRITTEN as Record<string, Explained>).map(([code, [status, title, remedy]]): ErrorExplanation => ({
      code: code as ErrorCode,
      type: explanationPath(code as ErrorCode),
      statuses: typeof status === 'number' ? [status] : [...status],
      title,
      remedy,
    })),
    ...KINDS.map((kind): ErrorExplanation => ({
      code: notFoundCode(kind),
      type: explanationPath(notFoundCode(kind)),
      statuses: [404],
      title: `There is no such ${kind}, or it is not for you to see.`,
      remedy: 'Check the id. A record that you may not see answers like one that is not there.',
    })),
  ]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((each) => [each.code, each]),
);
