/** A series before it is booked: each time, and what is to be known of it. */
import type { ReactElement } from 'react';
import type { PreviewedOccurrence, SeriesPreview } from '../../../src/scheduling/series/preview.dto.js';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { toWallTime } from '../../values/zone.js';
import { formatDay } from '../when.js';
import { sayClock, sayTimes, sayZone } from './times.js';

const CHANGES = {
  SKIPPED: 'The clocks skip this time on that day: it is later by what they skip.',
  TWICE: 'The clocks show this time twice on that day: it is the first.',
};

/** Warnings that have words of their own here. */
const TOLD = ['CLOSURE', 'TIME_OFF'];

/** What is about no single one of them: a learner who is on hold. */
const OF_ALL = 'LEARNER_ON_HOLD';
/** What payers agreed to, for all of them together. */
const OF_COVER = 'AUTHORIZATION_';

function remarksOf(one: PreviewedOccurrence, facts: CalendarFacts): { text: string; bad: boolean }[] {
  const names = one.awayIds.map((id) => facts.people.find((person) => person.id === id)?.name ?? 'Somebody').join(', ');
  return [
    ...one.conflicts.map((clash) => ({
      text: clash.title ? `${clash.name} is taken: ${clash.title}, ${sayClock(clash, facts.zone)}` : clash.message,
      bad: true,
    })),
    ...(one.nearestFree ? [{ text: `Nearest free time: ${sayTimes(one.nearestFree, facts.zone)}`, bad: false }] : []),
    ...(one.closure ? [{ text: `Closed: ${one.closure}`, bad: false }] : []),
    ...(names ? [{ text: `Away: ${names}`, bad: false }] : []),
    ...one.warnings.filter(({ code }) => !TOLD.includes(code)).map(({ message }) => ({ text: message, bad: false })),
    ...(one.refused ? [{ text: 'The practice does not book such times: move it, or leave it out.', bad: true }] : []),
    ...(one.coverageEnded ? [{ text: `Insurance cover ended on ${formatDay(one.coverageEnded)}`, bad: false }] : []),
    ...(one.clockChange ? [{ text: CHANGES[one.clockChange], bad: false }] : []),
  ];
}

/** When it would be by the rule. */
function timesByRule({ originalStart, startTime, endTime }: PreviewedOccurrence): { startTime: string; endTime: string } {
  const length = Date.parse(endTime) - Date.parse(startTime);
  return { startTime: originalStart, endTime: new Date(Date.parse(originalStart) + length).toISOString() };
}

interface Props {
  preview: SeriesPreview;
  facts: CalendarFacts;
  busy: boolean;
  onBook: (skip: boolean) => void;
  onBack: () => void;
  /** Leaves a day out, and looks anew. */
  onLeaveOut: (day: string, originalStart: string) => void;
  /** Holds one at another time, or again at that of the rule (null), and looks anew. */
  onMove: (originalStart: string, startTime: string | null) => void;
}

export function Preview({ preview, facts, busy, onBook, onBack, onLeaveOut, onMove }: Props): ReactElement {
  const { occurrences, timezone } = preview;
  const taken = occurrences.filter(({ conflicts }) => conflicts.length > 0).length;
  const free = occurrences.length - taken;
  const refused = occurrences.some((one) => one.refused && one.conflicts.length === 0);
  const marked = occurrences.filter((one) => one.conflicts.length === 0 && remarksOf(one, facts).length > 0).length;
  const times = (count: number): string => `${count} ${count === 1 ? 'appointment' : 'appointments'}`;
  return (
    <div className="cal-preview">
      <p>
        {times(occurrences.length)}, on the clock of {sayZone(timezone)}.{' '}
        {taken > 0
          ? `${taken} of them ${taken === 1 ? 'is' : 'are'} taken already.`
          : marked > 0
            ? 'None of them is taken.'
            : 'Nothing is in the way.'}
        {marked > 0 ? (
          <strong>
            {' '}
            {marked} {marked === 1 ? 'has a remark: it is' : 'have a remark: they are'} booked unless you leave{' '}
            {marked === 1 ? 'it' : 'them'} out.
          </strong>
        ) : null}
      </p>
      {preview.warnings
        .filter(({ code }) => code === OF_ALL || code.startsWith(OF_COVER))
        .map(({ message }) => (
          <p key={message} className="cal-fault">
            {message}
          </p>
        ))}
      <ol>
        {occurrences.map((one) => {
          const remarks = remarksOf(one, facts);
          const bad = one.conflicts.length > 0 || one.refused;
          const { originalStart, nearestFree } = one;
          const moved = originalStart !== one.startTime;
          const button = (words: string, onClick: () => void): ReactElement => (
            <button type="button" className="cal-button small" disabled={busy} onClick={onClick}>
              {words}
            </button>
          );
          return (
            <li key={originalStart} className={bad ? 'bad' : remarks.length > 0 ? 'warn' : ''}>
              <div>
                <span aria-hidden="true">{bad ? '✕' : remarks.length > 0 ? '!' : '✓'}</span>
                <strong>{sayTimes(one, facts.zone)}</strong>
                {nearestFree ? button('Take the nearest free time', () => onMove(originalStart, nearestFree.startTime)) : null}
                {moved ? button('Back to its own time', () => onMove(originalStart, null)) : null}
                {remarks.length > 0
                  ? // The days of a rule are counted by the clock of its place.
                    button('Leave out', () =>
                      onLeaveOut(toWallTime(new Date(originalStart), timezone).slice(0, 10), originalStart),
                    )
                  : null}
              </div>
              {moved ? <p className="crm-hint">By its rule: {sayTimes(timesByRule(one), facts.zone)}</p> : null}
              {remarks.map(({ text, bad: worse }) => (
                <p key={text} className={worse ? 'cal-fault' : 'crm-hint'}>
                  {text}
                </p>
              ))}
            </li>
          );
        })}
      </ol>
      <footer>
        <button type="button" className="cal-button" onClick={onBack} disabled={busy}>
          Back
        </button>
        {taken > 0 ? (
          <button type="button" className="cal-button main" onClick={() => onBook(true)} disabled={busy || free === 0 || refused}>
            Book the {times(free)} that are free
          </button>
        ) : (
          <button type="button" className="cal-button main" onClick={() => onBook(false)} disabled={busy || refused}>
            Book {times(free)}
          </button>
        )}
      </footer>
    </div>
  );
}
