import type { Practice as PracticeRow } from '../../generated/prisma/index.js';
import type { BookingWarningCode } from '../../generated/requests/practice.js';
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import type { Shown } from '../../http/etag.js';
import type { Practice } from './practice.dto.js';

/** The practice as the API tells of it; what it pays with only where the reader may change it. */
export function toPractice(row: PracticeRow, withSubscription: boolean): Practice {
  const { stripeCustomerId, stripeSubscriptionId, subscriptionStatus } = row;
  return {
    id: String(row.id),
    name: row.name,
    address: row.address,
    city: row.city,
    state: row.state,
    zipCode: row.zipCode,
    phone: row.phone,
    email: row.email,
    website: row.website,
    hoursOfOperation: row.hoursOfOperation,
    billingName: row.billingName,
    billingAddress: row.billingAddress,
    billingCity: row.billingCity,
    billingState: row.billingState,
    billingZipCode: row.billingZipCode,
    billingEmail: row.billingEmail,
    primaryLanguage: row.primaryLanguage,
    supportedLanguages: row.supportedLanguages,
    timezone: row.timezone,
    registrationOpen: row.registrationOpen,
    calendarFeedDetails: row.calendarFeedDetails,
    lateCancellationHours: row.lateCancellationHours,
    lateCancellationClock: row.lateCancellationClock,
    refusedBookings: row.refusedBookings as BookingWarningCode[],
    reminderHours: row.reminderHours,
    country: row.country,
    currency: row.currency,
    locale: row.locale,
    firstDayOfWeek: row.firstDayOfWeek,
    clock: row.clock,
    taxId: row.taxId,
    npi: row.npi,
    ...(withSubscription ? { stripeCustomerId, stripeSubscriptionId, subscriptionStatus } : {}),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** The practice as its GET answers it to this reader. */
export const practiceShown = (ctx: Ctx, row: PracticeRow): Shown<Practice> => [
  row.updatedAt,
  toPractice(row, ctx.actor.can(Permission.EDIT_PRACTICE)),
];
