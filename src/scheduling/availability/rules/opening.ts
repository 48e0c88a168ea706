/** How long places are open, and their opening hours in words. Pure. */
import { minutesOf, timeOf } from '../../../kernel/wall-clock.js';
import { shortDayName, WEEKDAYS } from '../../../kernel/words.js';
import { type Interval, merged, without } from './intervals.js';
import { type ClockReader, clockReader, closedAt, type ClosedDays, type Hours, type OpeningStretch, shutAt } from './hours.js';

/** How long a place is open in the window, closures left out, in milliseconds. All of the window where no hours are known. */
export function openTime(
  hours: readonly Hours[] | null,
  closures: readonly ClosedDays[],
  { locationId, zone }: { locationId: string | null; zone: string },
  window: Interval,
  clock: ClockReader = clockReader(),
): number {
  if (window.end <= window.start) return 0;
  const shut = [...shutAt(hours, window, clock), ...(hours === null ? [] : closedAt(closures, locationId, zone, clock))];
  return without([window], shut).reduce((sum, { start, end }) => sum + end - start, 0);
}

/** For people: `Mon–Fri 08:00–12:00, 13:00–18:00; Sat 09:00–13:00`. Null where there are none. */
export function openingInWords(stretches: readonly Omit<OpeningStretch, 'locationId'>[]): string | null {
  const byDay = WEEKDAYS.map((_, index) => {
    const own = stretches
      .filter(({ weekday }) => weekday === index + 1)
      .map(({ startTime, endTime }) => ({ start: minutesOf(startTime), end: minutesOf(endTime) }));
    return merged(own)
      .map(({ start, end }) => `${timeOf(start)}–${timeOf(end)}`)
      .join(', ');
  });
  const groups: { from: number; to: number; hours: string }[] = [];
  byDay.forEach((hours, index) => {
    const last = groups.at(-1);
    if (last?.to === index - 1 && last.hours === hours) last.to = index;
    else groups.push({ from: index, to: index, hours });
  });
  const open = groups.filter(({ hours }) => hours !== '');
  const days = ({ from, to }: { from: number; to: number }): string =>
    from === to ? shortDayName(from + 1) : `${shortDayName(from + 1)}–${shortDayName(to + 1)}`;
  return open.length === 0 ? null : open.map((group) => `${days(group)} ${group.hours}`).join('; ');
}
