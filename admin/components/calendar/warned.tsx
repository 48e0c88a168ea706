/** What is odd about a booking, before it is made: said, with the nearest free time, and confirmed by a second click. */
import type { ReactElement } from 'react';
import type { Warning } from '../../../src/kernel/warnings.js';
import type { FreeTime } from '../../../src/scheduling/series/preview.dto.js';
import type { Refusal } from '../api.js';
import { sayTimes } from './times.js';

/** Whether the API asks for a confirmation: the same again with `confirmedIn` goes through. */
export const asksBack = (refusal: Refusal | null): boolean => refusal?.code === 'booking.unconfirmed';

/** The kinds of warnings that have been shown, as the API takes them. Nothing that nobody has seen. */
export const confirmedIn = (refusal: Refusal | null): { confirmedWarnings: string[] } => ({
  confirmedWarnings: refusal !== null && asksBack(refusal) ? [...new Set(refusal.warnings.map(({ code }) => code))] : [],
});

/** What the answer says beside what was shown before, after a sentence. */
export const newIn = (warnings: readonly Warning[] = [], refusal: Refusal | null): string =>
  warnings
    .filter(({ code }) => !refusal?.warnings.some((one) => one.code === code))
    .map(({ message }) => ` ${message}`)
    .join('');

interface Props {
  refusal: Refusal | null;
  zone: string;
  /** Takes that time instead, where the form can. */
  onTake?: (time: FreeTime) => void;
}

/** The nearest free time, where the API told one. */
export function NearestFree({ refusal, zone, onTake }: Props): ReactElement | null {
  const free = refusal?.nearestFree;
  if (!free) return null;
  return (
    <p className="crm-hint">
      Nearest free time: {sayTimes(free, zone)}{' '}
      {onTake ? (
        <button type="button" className="cal-button small" onClick={() => onTake(free)}>
          Take it
        </button>
      ) : null}
    </p>
  );
}
