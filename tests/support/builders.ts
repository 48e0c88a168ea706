/**
 * Records for tests, put straight into the database: each with plausible values and whatever it cannot be without, all of it open to
 * `overrides`. A test names only what it is about.
 */
import type { PrismaClient, Prisma } from '../../src/generated/prisma/index.js';
import type * as Models from '../../src/generated/prisma/index.js';
import { aClient, aLocation, anAppointment, aUser, FIRST_SLOT, HOUR, next, type Given } from './builders.base.js';

export * from './builders.base.js';
export * from './builders.billing.js';

export async function aCommunication(
  db: PrismaClient,
  overrides: Given<Prisma.CommunicationUncheckedCreateInput> = {},
): Promise<Models.Communication> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  return db.communication.create({
    data: { type: 'EMAIL', subject: `Subject ${next()}`, content: 'Hello.', ...overrides, clientId },
  });
}

/** The row of a document; there is no file behind it. Internal, so that its class closes it to nobody. */
export async function aDocument(
  db: PrismaClient,
  overrides: Given<Prisma.DocumentUncheckedCreateInput> = {},
): Promise<Models.Document> {
  const uploaderId = overrides.uploaderId ?? (await aUser(db)).id;
  const n = next();
  return db.document.create({
    data: {
      title: `Document ${n}`,
      filePath: `none/${n}.pdf`,
      fileName: `${n}.pdf`,
      fileType: 'pdf',
      mimeType: 'application/pdf',
      fileSize: 1024n,
      checksum: '0'.repeat(64),
      securityClassification: 'INTERNAL',
      createdBy: uploaderId,
      updatedBy: uploaderId,
      ...overrides,
      uploaderId,
    },
  });
}

/** Somebody who waits for therapy. */
export async function aWaitlistEntry(
  db: PrismaClient,
  overrides: Given<Prisma.WaitlistEntryUncheckedCreateInput> = {},
): Promise<Models.WaitlistEntry> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  return db.waitlistEntry.create({ data: { serviceType: 'THERAPY', ...overrides, clientId } });
}

/** One that is told to this user, or to somebody. */
export async function aNotification(db: PrismaClient, userId?: bigint): Promise<Models.Notification> {
  const news = { kind: 'PLACE_FREE', title: 'A time became free', body: 'Look who waits for it.', dedupeKey: `sample ${next()}` };
  return db.notification.create({ data: { ...news, userId: userId ?? (await aUser(db)).id } });
}

/** An offer that holds its time. No token opens it. */
export async function anOffer(
  db: PrismaClient,
  overrides: Given<Prisma.WaitlistOfferUncheckedCreateInput> = {},
): Promise<Models.WaitlistOffer> {
  const entry = overrides.waitlistId
    ? await db.waitlistEntry.findUniqueOrThrow({ where: { id: overrides.waitlistId } })
    : await aWaitlistEntry(db);
  const hold = await anAppointment(db, { clientId: entry.clientId, therapistId: overrides.therapistId, isHold: true });
  const { startTime, endTime, therapistId, title } = hold;
  return db.waitlistOffer.create({
    data: {
      startTime,
      endTime,
      title,
      tokenHash: `none ${next()}`,
      holdMinutes: 60,
      heldUntil: startTime,
      ...overrides,
      appointmentId: hold.id,
      waitlistId: entry.id,
      therapistId,
    },
  });
}

/** Opens (or, with `granted: false`, closes) one client or learner for one user. `permission` is a name of the catalogue. */
export async function aRecordPermission(
  db: PrismaClient,
  permission: string,
  overrides: Given<Prisma.RecordPermissionUncheckedCreateInput> & { userId: bigint },
): Promise<Models.RecordPermission> {
  const { id: permissionId } = await db.permissionType.findUniqueOrThrow({ where: { name: permission } });
  return db.recordPermission.create({ data: { ...overrides, permissionId } });
}

/** Gives a user a permission, or with `granted` false takes it away. */
export async function aUserPermission(
  db: PrismaClient,
  permission: string,
  overrides: Given<Prisma.UserPermissionUncheckedCreateInput> & { userId: bigint },
): Promise<Models.UserPermission> {
  const { id: permissionId } = await db.permissionType.findUniqueOrThrow({ where: { name: permission } });
  return db.userPermission.create({ data: { ...overrides, permissionId } });
}

/** Working hours of one weekday; Mondays from 9 to 17 at no particular place, unless told. */
export async function someWorkingHours(
  db: PrismaClient,
  overrides: Given<Prisma.WorkingHoursUncheckedCreateInput> = {},
): Promise<Models.WorkingHours> {
  const userId = overrides.userId ?? (await aUser(db, { role: 'THERAPIST' })).id;
  return db.workingHours.create({ data: { weekday: 1, startTime: '09:00', endTime: '17:00', ...overrides, userId } });
}

export async function someTimeOff(
  db: PrismaClient,
  overrides: Given<Prisma.TimeOffUncheckedCreateInput> = {},
): Promise<Models.TimeOff> {
  const userId = overrides.userId ?? (await aUser(db, { role: 'THERAPIST' })).id;
  const day = { startTime: new Date(FIRST_SLOT), endTime: new Date(FIRST_SLOT + 8 * HOUR) };
  return db.timeOff.create({ data: { ...day, ...overrides, userId } });
}

/** Sundays from 3 to 4 in the morning, at a place of their own: in nobody's way. */
export async function someOpeningHours(
  db: PrismaClient,
  overrides: Given<Prisma.OpeningHoursUncheckedCreateInput> = {},
): Promise<Models.OpeningHours> {
  const locationId = overrides.locationId ?? (await aLocation(db)).id;
  return db.openingHours.create({ data: { weekday: 7, startTime: '03:00', endTime: '04:00', ...overrides, locationId } });
}

export function aPriorityLevel(
  db: PrismaClient,
  overrides: Given<Prisma.WaitlistPriorityLevelUncheckedCreateInput> = {},
): Promise<Models.WaitlistPriorityLevel> {
  return db.waitlistPriorityLevel.create({ data: { name: `Level ${next()}`, rank: 50, colour: '#C0392B', ...overrides } });
}

export function aCancellationReason(
  db: PrismaClient,
  overrides: Given<Prisma.CancellationReasonUncheckedCreateInput> = {},
): Promise<Models.CancellationReason> {
  return db.cancellationReason.create({ data: { name: `Reason ${next()}`, ...overrides } });
}

export function aClosure(
  db: PrismaClient,
  overrides: Given<Prisma.PracticeClosureUncheckedCreateInput> = {},
): Promise<Models.PracticeClosure> {
  const days = { startDate: new Date('2030-12-24'), endDate: new Date('2030-12-26') };
  return db.practiceClosure.create({ data: { name: `Closure ${next()}`, ...days, ...overrides } });
}

/** A calendar feed. No token opens it. */
export async function aCalendarFeed(
  db: PrismaClient,
  overrides: Given<Prisma.CalendarFeedUncheckedCreateInput> = {},
): Promise<Models.CalendarFeed> {
  const userId = overrides.userId ?? (await aUser(db, { role: 'THERAPIST' })).id;
  return db.calendarFeed.create({ data: { label: 'Phone', tokenHash: `none ${next()}`, ...overrides, userId } });
}
