/** Whom and what everything else is about: clients and their families, people and places, appointments. See builders.ts. */
import type { PrismaClient, Prisma } from '../../src/generated/prisma/index.js';
import type * as Models from '../../src/generated/prisma/index.js';

export type Given<T> = Partial<T>;

let counter = 0;
/** A number that this test file has not had yet. */
export function next(): number {
  counter += 1;
  return counter;
}

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** A Monday morning in the future of every test, far from a change of clocks. */
export const FIRST_SLOT = Date.UTC(2030, 5, 3, 14);

/** A client with a phone, active, without a therapist. */
export function aClient(db: PrismaClient, overrides: Given<Prisma.ClientUncheckedCreateInput> = {}): Promise<Models.Client> {
  const n = next();
  return db.client.create({
    data: {
      firstName: `Client${n}`,
      lastName: 'Sample',
      phone: '+1 613 555 0100',
      email: `client${n}@example.org`,
      ...overrides,
    },
  });
}

export async function aLearner(
  db: PrismaClient,
  overrides: Given<Prisma.LearnerUncheckedCreateInput> = {},
): Promise<Models.Learner> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  return db.learner.create({ data: { firstName: `Learner${next()}`, lastName: 'Sample', ...overrides, clientId } });
}

export async function aCaregiver(
  db: PrismaClient,
  overrides: Given<Prisma.CaregiverUncheckedCreateInput> = {},
): Promise<Models.Caregiver> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  const plausible = { firstName: `Caregiver${next()}`, lastName: 'Sample', relationship: 'PARENT', phone: '+1 613 555 0101' };
  return db.caregiver.create({ data: { ...plausible, ...overrides, clientId } });
}

export async function anAlert(
  db: PrismaClient,
  overrides: Given<Prisma.ClientAlertUncheckedCreateInput> = {},
): Promise<Models.ClientAlert> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  return db.clientAlert.create({ data: { kind: 'ALLERGY', text: `Allergic to no. ${next()}`, ...overrides, clientId } });
}

/** The practice: the one that is there, or a new one. */
export async function thePractice(db: PrismaClient): Promise<Models.Practice> {
  return (await db.practice.findFirst({ orderBy: { id: 'asc' } })) ?? db.practice.create({ data: { name: 'Sample Practice' } });
}

export async function aLocation(
  db: PrismaClient,
  overrides: Given<Prisma.PracticeLocationUncheckedCreateInput> = {},
): Promise<Models.PracticeLocation> {
  const practiceId = overrides.practiceId ?? (await thePractice(db)).id;
  const address = {
    address: '1 Main Street',
    city: 'Ottawa',
    province: 'ON',
    postalCode: 'K1A 0B1',
    timezone: 'America/Toronto',
  };
  return db.practiceLocation.create({ data: { name: `Location ${next()}`, ...address, ...overrides, practiceId } });
}

export async function aRoom(
  db: PrismaClient,
  overrides: Given<Prisma.TherapyRoomUncheckedCreateInput> = {},
): Promise<Models.TherapyRoom> {
  const locationId = overrides.locationId === undefined ? (await aLocation(db)).id : overrides.locationId;
  return db.therapyRoom.create({ data: { name: `Room ${next()}`, capacity: 4, ...overrides, locationId } });
}

export function anEquipment(
  db: PrismaClient,
  overrides: Given<Prisma.TherapyEquipmentUncheckedCreateInput> = {},
): Promise<Models.TherapyEquipment> {
  return db.therapyEquipment.create({ data: { name: `Equipment ${next()}`, quantity: 2, ...overrides } });
}

/** A user who cannot sign in (no password fits); see users.ts for those who can. */
export function aUser(db: PrismaClient, overrides: Given<Prisma.UserUncheckedCreateInput> = {}): Promise<Models.User> {
  const n = next();
  const plausible = {
    email: `user${n}@example.org`,
    password: '!',
    firstName: `User${n}`,
    lastName: 'Sample',
    isEmailVerified: true,
  };
  return db.user.create({ data: { ...plausible, ...overrides } });
}

/** An hour with a therapist; each call takes the next free hour, so that no two clash unless the test says so. */
export async function anAppointment(
  db: PrismaClient,
  overrides: Given<Prisma.AppointmentUncheckedCreateInput> = {},
): Promise<Models.Appointment> {
  const clientId = overrides.clientId ?? (await aClient(db)).id;
  const therapistId = overrides.therapistId ?? (await aUser(db, { role: 'THERAPIST' })).id;
  const startTime = overrides.startTime ? new Date(overrides.startTime) : new Date(FIRST_SLOT + next() * HOUR);
  const endTime = new Date(startTime.getTime() + 50 * MINUTE);
  return db.appointment.create({ data: { title: 'Speech therapy', endTime, ...overrides, startTime, clientId, therapistId } });
}

/** A series without appointments, weekly at nine in New York. */
export function aSeries(
  db: PrismaClient,
  overrides: Given<Prisma.AppointmentRecurrencePatternUncheckedCreateInput> = {},
): Promise<Models.AppointmentRecurrencePattern> {
  return db.appointmentRecurrencePattern.create({
    data: {
      frequency: 'WEEKLY',
      startDate: new Date('2030-06-03T13:00:00.000Z'),
      rrule: 'FREQ=WEEKLY;COUNT=10',
      timezone: 'America/New_York',
      durationMinutes: 50,
      ...overrides,
    },
  });
}
