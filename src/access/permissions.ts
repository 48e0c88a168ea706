/**
 * The catalogue of permissions and what each role has on a new database. Both are data: an administrator changes
 * `role_permissions` in the panel, and the next request obeys. At each start the catalogue's rows are brought up to date;
 * what the practice gave or took away stays.
 */

export enum Permission {
  VIEW_CLIENT = 'VIEW_CLIENT',
  VIEW_ALL_CLIENTS = 'VIEW_ALL_CLIENTS',
  CREATE_CLIENT = 'CREATE_CLIENT',
  EDIT_CLIENT = 'EDIT_CLIENT',
  DELETE_CLIENT = 'DELETE_CLIENT',
  VIEW_CLINICAL_NOTE = 'VIEW_CLINICAL_NOTE',
  EDIT_CLINICAL_NOTE = 'EDIT_CLINICAL_NOTE',
  VIEW_INSURANCE = 'VIEW_INSURANCE',
  EDIT_INSURANCE = 'EDIT_INSURANCE',
  MANAGE_RECORD_PERMISSION = 'MANAGE_RECORD_PERMISSION',
  VIEW_APPOINTMENT = 'VIEW_APPOINTMENT',
  CREATE_APPOINTMENT = 'CREATE_APPOINTMENT',
  EDIT_APPOINTMENT = 'EDIT_APPOINTMENT',
  DELETE_APPOINTMENT = 'DELETE_APPOINTMENT',
  REOPEN_APPOINTMENT = 'REOPEN_APPOINTMENT',
  DOUBLE_BOOK = 'DOUBLE_BOOK',
  EDIT_AVAILABILITY = 'EDIT_AVAILABILITY',
  VIEW_WAITLIST = 'VIEW_WAITLIST',
  EDIT_WAITLIST = 'EDIT_WAITLIST',
  VIEW_TELEHEALTH = 'VIEW_TELEHEALTH',
  EDIT_TELEHEALTH = 'EDIT_TELEHEALTH',
  VIEW_RECORDING = 'VIEW_RECORDING',
  VIEW_COMMUNICATION = 'VIEW_COMMUNICATION',
  EDIT_COMMUNICATION = 'EDIT_COMMUNICATION',
  DELETE_COMMUNICATION = 'DELETE_COMMUNICATION',
  VIEW_DOCUMENT = 'VIEW_DOCUMENT',
  EDIT_DOCUMENT = 'EDIT_DOCUMENT',
  DELETE_DOCUMENT = 'DELETE_DOCUMENT',
  VIEW_CONFIDENTIAL = 'VIEW_CONFIDENTIAL',
  VIEW_BILLING = 'VIEW_BILLING',
  EDIT_BILLING = 'EDIT_BILLING',
  RECORD_PAYMENT = 'RECORD_PAYMENT',
  VIEW_FINANCIAL_REPORT = 'VIEW_FINANCIAL_REPORT',
  CLOSE_BILLING_PERIOD = 'CLOSE_BILLING_PERIOD',
  VIEW_PRACTICE = 'VIEW_PRACTICE',
  EDIT_PRACTICE = 'EDIT_PRACTICE',
  VIEW_USER = 'VIEW_USER',
  MANAGE_USER = 'MANAGE_USER',
  MANAGE_PERMISSION = 'MANAGE_PERMISSION',
  VIEW_ANALYTICS = 'VIEW_ANALYTICS',
  EDIT_ANALYTICS = 'EDIT_ANALYTICS',
  VIEW_LOG = 'VIEW_LOG',
  CORRECT_LOG = 'CORRECT_LOG',
  VIEW_AUDIT = 'VIEW_AUDIT',
  VIEW_METRICS = 'VIEW_METRICS',
  VIEW_OUTBOX = 'VIEW_OUTBOX',
  MANAGE_JOB = 'MANAGE_JOB',
}

export type Role = 'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST';
/** From the most to the least that a role may do. */
export const ROLES: readonly Role[] = ['ADMIN', 'STAFF', 'THERAPIST', 'RECEPTIONIST'];
/** What somebody gets who registers without an invitation. */
export const LOWEST_ROLE: Role = 'RECEPTIONIST';

interface PermissionText {
  category: string;
  /** One sentence, for the person who grants it. */
  description: string;
}

/** Each permission in one sentence, in the order in which the panel shows them. */
export const PERMISSIONS: Readonly<Record<Permission, PermissionText>> = {
  VIEW_CLIENT: { category: 'Clients', description: 'See clients, their learners and caregivers: those of the own caseload.' },
  VIEW_ALL_CLIENTS: {
    category: 'Clients',
    description: 'Widens everything seen of clients from the own caseload to all clients.',
  },
  CREATE_CLIENT: { category: 'Clients', description: 'Add clients, learners and caregivers.' },
  EDIT_CLIENT: { category: 'Clients', description: 'Change clients, learners and caregivers.' },
  DELETE_CLIENT: { category: 'Clients', description: 'Delete clients without a history, archive those with one.' },
  VIEW_CLINICAL_NOTE: { category: 'Clients', description: 'Read the notes on clients, learners and appointments.' },
  EDIT_CLINICAL_NOTE: { category: 'Clients', description: 'Write the notes on clients, learners and appointments.' },
  VIEW_INSURANCE: { category: 'Clients', description: 'See insurance policies and funding of clients.' },
  EDIT_INSURANCE: { category: 'Clients', description: 'Add and change insurance policies and funding of clients.' },
  MANAGE_RECORD_PERMISSION: { category: 'Clients', description: 'Open or close one client or learner for one user.' },
  VIEW_APPOINTMENT: { category: 'Schedule', description: 'See appointments of the clients that one sees.' },
  CREATE_APPOINTMENT: { category: 'Schedule', description: 'Book appointments.' },
  EDIT_APPOINTMENT: { category: 'Schedule', description: 'Move, confirm, complete and cancel appointments.' },
  DELETE_APPOINTMENT: { category: 'Schedule', description: 'Delete appointments that should never have been booked.' },
  REOPEN_APPOINTMENT: { category: 'Schedule', description: 'Reopen appointments that are over: completed, cancelled or missed.' },
  DOUBLE_BOOK: { category: 'Schedule', description: 'Book over another appointment on purpose, with a reason.' },
  EDIT_AVAILABILITY: { category: 'Schedule', description: 'Set working hours, time off and closures.' },
  VIEW_WAITLIST: { category: 'Schedule', description: 'See the waitlist.' },
  EDIT_WAITLIST: { category: 'Schedule', description: 'Put clients on the waitlist, change and place them.' },
  VIEW_TELEHEALTH: { category: 'Telehealth', description: 'See virtual sessions and who took part.' },
  EDIT_TELEHEALTH: { category: 'Telehealth', description: 'Set up and run virtual sessions.' },
  VIEW_RECORDING: { category: 'Telehealth', description: 'See the recordings of virtual sessions.' },
  VIEW_COMMUNICATION: { category: 'Communication', description: 'Read communications with the clients that one sees.' },
  EDIT_COMMUNICATION: { category: 'Communication', description: 'Write and change communications.' },
  DELETE_COMMUNICATION: { category: 'Communication', description: 'Delete communications.' },
  VIEW_DOCUMENT: { category: 'Documents', description: 'See documents of the clients that one sees.' },
  EDIT_DOCUMENT: { category: 'Documents', description: 'Upload documents and change their data.' },
  DELETE_DOCUMENT: { category: 'Documents', description: 'Delete documents.' },
  VIEW_CONFIDENTIAL: { category: 'Documents', description: 'See confidential and restricted documents and communications.' },
  VIEW_BILLING: { category: 'Billing', description: 'See invoices, payments and claims of the clients that one sees.' },
  EDIT_BILLING: { category: 'Billing', description: 'Write and change invoices, claims, service codes and funding programs.' },
  RECORD_PAYMENT: { category: 'Billing', description: 'Record payments on invoices.' },
  VIEW_FINANCIAL_REPORT: { category: 'Billing', description: 'See totals of the practice: revenue, open and overdue amounts.' },
  CLOSE_BILLING_PERIOD: { category: 'Billing', description: 'Close a month of the books, and open it again with a reason.' },
  VIEW_PRACTICE: { category: 'Practice', description: 'See the practice, its locations, rooms and equipment.' },
  EDIT_PRACTICE: { category: 'Practice', description: 'Change the practice, its locations, rooms and equipment.' },
  VIEW_USER: { category: 'People & access', description: 'See the names and roles of the people who work here.' },
  MANAGE_USER: { category: 'People & access', description: 'Add, change, lock and deactivate users.' },
  MANAGE_PERMISSION: { category: 'People & access', description: 'Change what roles and users may do.' },
  VIEW_ANALYTICS: { category: 'Analytics', description: 'See metrics and their history.' },
  EDIT_ANALYTICS: { category: 'Analytics', description: 'Define metrics.' },
  VIEW_LOG: { category: 'Logs', description: 'See who signed in, and who opened which document or communication.' },
  CORRECT_LOG: { category: 'Logs', description: 'Correct an entry of the access logs; the correction is audited.' },
  VIEW_AUDIT: { category: 'Logs', description: 'See who did what to which record.' },
  VIEW_METRICS: { category: 'System', description: 'See how the server is doing.' },
  VIEW_OUTBOX: {
    category: 'System',
    description: 'See the messages that leave the house, whom they go to, and send them again.',
  },
  MANAGE_JOB: { category: 'System', description: 'See the work that the server does by itself, and have it done now.' },
};

const P = Permission;

/**
 * What one must see to change it: what is written is answered, so that whoever may not read it may not write it either. A permission counts
 * for nothing without the one that it needs, for everybody and for one client. The keys of the house (keys.ts) need nothing: the last one who has
 * them would lose them with another permission.
 */
export const NEEDS: Readonly<Partial<Record<Permission, Permission>>> = {
  [P.CREATE_CLIENT]: P.VIEW_CLIENT,
  [P.EDIT_CLIENT]: P.VIEW_CLIENT,
  [P.DELETE_CLIENT]: P.VIEW_CLIENT,
  [P.EDIT_INSURANCE]: P.VIEW_INSURANCE,
  [P.CREATE_APPOINTMENT]: P.VIEW_APPOINTMENT,
  [P.EDIT_APPOINTMENT]: P.VIEW_APPOINTMENT,
  [P.DELETE_APPOINTMENT]: P.VIEW_APPOINTMENT,
  [P.REOPEN_APPOINTMENT]: P.VIEW_APPOINTMENT,
  [P.EDIT_WAITLIST]: P.VIEW_WAITLIST,
  [P.EDIT_TELEHEALTH]: P.VIEW_TELEHEALTH,
  [P.EDIT_COMMUNICATION]: P.VIEW_COMMUNICATION,
  [P.DELETE_COMMUNICATION]: P.VIEW_COMMUNICATION,
  [P.EDIT_DOCUMENT]: P.VIEW_DOCUMENT,
  [P.DELETE_DOCUMENT]: P.VIEW_DOCUMENT,
  [P.EDIT_BILLING]: P.VIEW_BILLING,
  [P.RECORD_PAYMENT]: P.VIEW_BILLING,
  [P.CLOSE_BILLING_PERIOD]: P.VIEW_BILLING,
  [P.EDIT_PRACTICE]: P.VIEW_PRACTICE,
  [P.EDIT_ANALYTICS]: P.VIEW_ANALYTICS,
  [P.CORRECT_LOG]: P.VIEW_LOG,
};

/** All that must be so of a client for the actor to do `permission` to it: to see it, to see what is changed, and to change it. */
export const neededOfClient = (permission: Permission): ReadonlySet<Permission> =>
  new Set([P.VIEW_CLIENT, NEEDS[permission] ?? permission, permission]);

const FRONT_DESK = [
  P.VIEW_CLIENT,
  P.VIEW_ALL_CLIENTS,
  P.CREATE_CLIENT,
  P.EDIT_CLIENT,
  P.VIEW_INSURANCE,
  P.VIEW_APPOINTMENT,
  P.CREATE_APPOINTMENT,
  P.EDIT_APPOINTMENT,
  P.VIEW_WAITLIST,
  P.EDIT_WAITLIST,
  P.VIEW_TELEHEALTH,
  P.VIEW_COMMUNICATION,
  P.EDIT_COMMUNICATION,
  P.VIEW_DOCUMENT,
  P.VIEW_BILLING,
  P.RECORD_PAYMENT,
  P.VIEW_PRACTICE,
  P.VIEW_USER,
];

/** What each role has on a new database (CONTRACT: seeded roles). */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  ADMIN: Object.values(Permission),
  STAFF: [
    ...FRONT_DESK,
    P.DELETE_CLIENT,
    P.VIEW_CLINICAL_NOTE,
    P.EDIT_CLINICAL_NOTE,
    P.EDIT_INSURANCE,
    P.DELETE_APPOINTMENT,
    P.REOPEN_APPOINTMENT,
    P.DOUBLE_BOOK,
    P.EDIT_AVAILABILITY,
    P.EDIT_TELEHEALTH,
    P.DELETE_COMMUNICATION,
    P.EDIT_DOCUMENT,
    P.DELETE_DOCUMENT,
    P.VIEW_CONFIDENTIAL,
    P.EDIT_BILLING,
    P.VIEW_FINANCIAL_REPORT,
    P.VIEW_ANALYTICS,
  ],
  THERAPIST: [
    P.VIEW_CLIENT,
    P.EDIT_CLIENT,
    P.VIEW_CLINICAL_NOTE,
    P.EDIT_CLINICAL_NOTE,
    P.VIEW_INSURANCE,
    P.VIEW_APPOINTMENT,
    P.CREATE_APPOINTMENT,
    P.EDIT_APPOINTMENT,
    P.VIEW_TELEHEALTH,
    P.EDIT_TELEHEALTH,
    P.VIEW_RECORDING,
    P.VIEW_COMMUNICATION,
    P.EDIT_COMMUNICATION,
    P.VIEW_DOCUMENT,
    P.EDIT_DOCUMENT,
    P.VIEW_CONFIDENTIAL,
    P.VIEW_BILLING,
    P.VIEW_PRACTICE,
    P.VIEW_USER,
  ],
  RECEPTIONIST: FRONT_DESK,
};

/**
 * What can be opened or closed for one client or learner. The rest is about no client (users, the practice, reports) or
 * would reach beyond the one (all clients, new clients): an entry of record_permissions for it has no effect.
 */
export const RECORD_PERMISSIONS: ReadonlySet<Permission> = new Set([
  P.VIEW_CLIENT,
  P.EDIT_CLIENT,
  P.DELETE_CLIENT,
  P.VIEW_CLINICAL_NOTE,
  P.EDIT_CLINICAL_NOTE,
  P.VIEW_INSURANCE,
  P.EDIT_INSURANCE,
  P.VIEW_APPOINTMENT,
  P.CREATE_APPOINTMENT,
  P.EDIT_APPOINTMENT,
  P.DELETE_APPOINTMENT,
  P.VIEW_WAITLIST,
  P.EDIT_WAITLIST,
  P.VIEW_TELEHEALTH,
  P.EDIT_TELEHEALTH,
  P.VIEW_RECORDING,
  P.VIEW_COMMUNICATION,
  P.EDIT_COMMUNICATION,
  P.DELETE_COMMUNICATION,
  P.VIEW_DOCUMENT,
  P.EDIT_DOCUMENT,
  P.DELETE_DOCUMENT,
  P.VIEW_CONFIDENTIAL,
  P.VIEW_BILLING,
  P.EDIT_BILLING,
  P.RECORD_PAYMENT,
]);

/** Whether `name` is a permission of the catalogue. */
export function isPermission(name: string): name is Permission {
  return Object.hasOwn(PERMISSIONS, name);
}
