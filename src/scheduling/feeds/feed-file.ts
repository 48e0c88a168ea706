/** What a calendar program gets: one event an appointment, with as little in it as the practice wants. Pure. */
import { createHash } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator';

export interface FeedEvent {
  id: string;
  startTime: Date;
  endTime: Date;
  /** Grows by each change of what is told. */
  sequence: number;
  /** When what is told changed last. */
  changedAt: Date;
  clientFirstName: string;
  clientLastName: string;
  learnerName: string | null;
  roomName: string | null;
  isGroupSession: boolean;
  participantCount: number;
  /** Keeps a time that is offered to somebody. */
  isHold: boolean;
}

/** How much the practice lets a feed say of a client. */
export type FeedDetails = 'INITIALS' | 'NAMES';

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** `Zoë Ångström` → `Z.Å.` */
export function initials(...names: string[]): string {
  return names
    .map((name) => [...letters.segment(name.trim())][0]?.segment.toLocaleUpperCase('en'))
    .flatMap((letter) => (letter ? [`${letter}.`] : []))
    .join('');
}

function summaryOf(event: Omit<FeedEvent, 'sequence' | 'changedAt'>, details: FeedDetails): string {
  if (event.isHold) return 'Held';
  if (event.isGroupSession) return `Group session (${event.participantCount})`;
  if (details === 'INITIALS') return initials(event.clientFirstName, event.clientLastName) || 'Appointment';
  const client = `${event.clientFirstName} ${event.clientLastName}`;
  return event.learnerName === null ? client : `${event.learnerName} (${client})`;
}

const MINUTES_BETWEEN_READS = 15;

/** All that a feed says of an appointment. */
function toldOf(event: Omit<FeedEvent, 'sequence' | 'changedAt'>, details: FeedDetails) {
  return {
    start: event.startTime,
    end: event.endTime,
    summary: summaryOf(event, details),
    location: event.roomName,
    status: event.isHold ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
  };
}

/** The same as long as a feed says the same of an appointment, whichever table it comes from. */
export const digestOf = (event: Omit<FeedEvent, 'sequence' | 'changedAt'>, details: FeedDetails): string =>
  createHash('sha256')
    .update(JSON.stringify(toldOf(event, details)))
    .digest('base64url');

/**
 * The feed's text (RFC 5545). The same appointments give the same text, whenever it is made.
 * @param domain tells the events of this practice from those of another in the same calendar
 */
export function feedText(events: readonly FeedEvent[], details: FeedDetails, domain: string): string {
  const calendar = ical({
    name: 'Appointments',
    prodId: '//Therapy CRM//Calendar feed//EN',
    method: ICalCalendarMethod.PUBLISH,
    ttl: MINUTES_BETWEEN_READS * 60,
  });
  for (const event of events) {
    calendar.createEvent({
      // An appointment keeps its id wherever it is moved, also as one of a series.
      id: `appointment-${event.id}@${domain}`,
      ...toldOf(event, details),
      stamp: event.changedAt,
      lastModified: event.changedAt,
      sequence: event.sequence,
      class: ICalEventClass.PRIVATE,
    });
  }
  return calendar.toString();
}
