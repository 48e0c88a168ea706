/** Every table has a place in the admin panel, and what the panel says of it is true of the table. */
import { TABLES } from '../../admin/words/kinds.js';
import { readJson } from '../support/paths.js';

interface Field {
  name: string;
  kind: string;
}
interface Model {
  name: string;
  fields: Field[];
}

const { datamodel } = readJson<{ datamodel: { models: Model[] } }>('src/generated/dmmf.json');

/** Models that nobody works with by hand, each with its reason. */
const WITHOUT_RESOURCE: Record<string, string> = {
  UserSession: "the session store's own; a session ends by sign-out, by lock or by deactivation",
  RateLimit: "the throttle's counters; unlocking a user clears theirs",
  IdempotencyKey: 'answers kept for a day, which may hold anything that was sent',
  AppointmentOccupancy: 'written by triggers from the appointments',
  CalendarFeedEvent: 'what calendar feeds said last, to count its changes',
  SeriesPreview: 'kept for minutes, for whoever holds its token',
  CoverNotice: 'the memory of a job: of which ends and shortages of cover it has told',
  FreedPlace: 'the memory of a job: which free times it has looked at',
  ExportRun: 'how far an export is, for a day, for its maker alone; the audit trail keeps what it was',
  OutgoingChannel: "what the server's processes agreed on when they started; docs/notifications.md says how it is changed",
  StoredEvent: 'what happened, for programs that follow it; people read the audit trail',
  EventHorizon: 'up to where events are pruned',
  CardEvent: 'which events of the processor of cards were seen to, so that telling them again does nothing',
  BilledVisit: 'which line bills which visit, written by triggers from the lines',
  PaperLogo: 'a picture: on a page of its own beside the billing settings',
  PackageUse: 'which line uses which visit of a package, written by triggers from the lines',
  AuthorizationUse: 'what each visit draws on an authorization, written from the appointments',
  NumberSeries: 'the last number of each series, held for a moment by whoever takes the next',
  SealingKey: 'keys, wrapped by those of ENCRYPTION_KEYS: `npm run keys` tells of them',
  AccessVersion: 'one number that a trigger raises',
};

/** Fields that a list or a form may name beside the columns: made by the panel or the query. */
const COMPUTED = new Set(['displayName']);

describe("the admin panel's resources", () => {
  it('cover every table', () => {
    const there = new Set<string>(TABLES.map((table) => table.model));
    const missing = datamodel.models.map((model) => model.name).filter((name) => !there.has(name) && !(name in WITHOUT_RESOURCE));
    expect(missing).toEqual([]);
  });

  it('name each table once, and none that is not there', () => {
    const names = TABLES.map((table) => table.model as string);
    const known = new Set(datamodel.models.map((model) => model.name));
    expect(names.filter((name, index) => names.indexOf(name) !== index || !known.has(name))).toEqual([]);
    expect(Object.keys(WITHOUT_RESOURCE).filter((name) => !known.has(name) || names.includes(name))).toEqual([]);
  });

  it('name only columns that the table has', () => {
    const faults = TABLES.flatMap((table) => {
      const fields = datamodel.models.find((model) => model.name === table.model)?.fields ?? [];
      const columns = new Set(fields.filter((field) => field.kind !== 'object').map((field) => field.name));
      const named = [
        ...table.list,
        ...(table.form ?? []),
        ...(table.filter ?? []),
        ...(table.titleSort ?? []),
        ...(table.sort ? [table.sort[0]] : []),
        ...(table.leaveOut ?? []),
        ...Object.keys(table.help ?? {}),
      ];
      const known = (name: string): boolean =>
        columns.has(name) || COMPUTED.has(name) || name === table.passwordField || name === table.confirmField;
      return named.filter((name) => !known(name)).map((name) => `${table.model}.${name}`);
    });
    expect(faults).toEqual([]);
  });

  it('have at most seven columns in a list', () => {
    expect(TABLES.filter((table) => table.list.length > 7 || table.list.length === 0).map((table) => table.model)).toEqual([]);
  });

  it('say nothing of secrets', () => {
    const secret = /^(password|passwordHash|emailVerificationToken|passwordResetToken|meetingPassword|joinToken)$/;
    const faults = TABLES.flatMap((table) =>
      [...table.list, ...(table.filter ?? [])].filter((name) => secret.test(name)).map((name) => `${table.model}.${name}`),
    );
    expect(faults).toEqual([]);
  });
});
