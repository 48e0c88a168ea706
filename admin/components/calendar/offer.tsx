/** Free times held against the wishes of who waits, and the offer of one of them. */
import { useState, type FormEvent, type ReactElement } from 'react';
import type { FreeSlot, FreeSlotAnswer } from '../../../src/scheduling/free-times/free-slots.dto.js';
import type { MadeWaitlistOffer } from '../../../src/scheduling/waitlist/offers.dto.js';
import type { WaitlistEntry } from '../../../src/scheduling/waitlist/waitlist.dto.js';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { startOfDay, toWallTime } from '../../values/zone.js';
import { Alerts } from '../alerts.js';
import { asRefusal, call, read, type Refusal } from '../api.js';
import { Refused } from './dialog.js';
import { asksBack, confirmedIn } from './warned.js';
import { USUAL_LENGTH } from './draft.js';
import { Field, Select } from './form.js';
import { addDays, weekdayOf } from '../../../src/kernel/days.js';
import { ended, sayTimes, today } from './times.js';

interface Props {
  entry: WaitlistEntry;
  facts: CalendarFacts;
  onDone: (said: string) => void;
  onClose: () => void;
}

const WEEKS = 4;
const MOST_ASKED = 50;
const HOLDS = [
  { id: '120', name: '2 hours' },
  { id: '1440', name: 'a day' },
  { id: '4320', name: 'three days' },
  { id: '10080', name: 'a week' },
];

/** Whether the time is among those that were wished for, on the wall clock of its place. */
export function suits(slot: Pick<FreeSlot, 'startTime' | 'endTime' | 'timezone'>, entry: WaitlistEntry): boolean {
  const start = toWallTime(new Date(slot.startTime), slot.timezone);
  const end = toWallTime(new Date(slot.endTime), slot.timezone);
  const weekday = weekdayOf(start);
  if (entry.preferredDays.length > 0 && !entry.preferredDays.includes(weekday)) return false;
  if (entry.preferredFrom && start.slice(11) < entry.preferredFrom) return false;
  return !entry.preferredTo || end.slice(11) <= entry.preferredTo;
}

export function Offer({ entry, facts, onDone, onClose }: Props): ReactElement {
  const [therapistId, setTherapistId] = useState(entry.preferredTherapistId ?? '');
  const [locationId, setLocationId] = useState(entry.preferredLocationId ?? '');
  const [minutes, setMinutes] = useState(USUAL_LENGTH);
  const [first, setFirst] = useState(addDays(today(facts.zone), 1));
  const [wishedOnly, setWishedOnly] = useState(true);
  const [hold, setHold] = useState('1440');
  const [moveOn, setMoveOn] = useState(true);
  const [slots, setSlots] = useState<FreeSlotAnswer | null>(null);
  const [chosen, setChosen] = useState<FreeSlot | null>(null);
  const [roomId, setRoomId] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<MadeWaitlistOffer | null>(null);
  const work = async (task: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    try {
      await task();
    } catch (error) {
      setRefusal(asRefusal(error));
    }
    setBusy(false);
  };
  const look = (event: FormEvent): void => {
    event.preventDefault();
    void work(async () => {
      setChosen(null);
      const therapists = facts.people.filter((one) => one.therapist).slice(0, MOST_ASKED);
      const query = {
        therapistId: therapistId ? [therapistId] : therapists.map(({ id }) => id),
        durationMinutes: minutes,
        from: startOfDay(first, facts.zone).toISOString(),
        to: startOfDay(addDays(first, 7 * WEEKS), facts.zone).toISOString(),
        locationId,
        stepMinutes: 30,
        limit: 500,
      };
      setSlots(await read<FreeSlotAnswer>('/api/appointments/availability', query));
    });
  };
  const offer = (): void =>
    void work(async () => {
      if (!chosen) return;
      const { startTime, endTime } = chosen;
      const body = {
        startTime,
        endTime,
        therapistId: chosen.therapistId,
        locationId: chosen.locationId,
        roomId: roomId || null,
        holdMinutes: Number(hold),
        moveOn,
        ...confirmedIn(refusal),
      };
      const { data } = await call<MadeWaitlistOffer>('POST', `/api/waitlist/${entry.id}/offers`, { body });
      setMade(data);
      onDone('Offered. The time is held.');
    });
  if (made)
    return (
      <div>
        <p>
          {sayTimes(made.offer, facts.zone)} with {made.offer.therapistName} is held for {entry.clientName} until{' '}
          {ended(sayTimes({ startTime: made.offer.heldUntil, endTime: made.offer.heldUntil }, facts.zone))}
        </p>
        <p className="crm-hint">
          The code by which the client answers, on the page of the practice’s portal. It is shown this once:
        </p>
        <output className="cal-code">{made.token}</output>
        <footer>
          <button type="button" className="cal-button main" autoFocus onClick={onClose}>
            Done
          </button>
        </footer>
      </div>
    );
  const items = (slots?.items ?? []).filter((slot) => !wishedOnly || suits(slot, entry));
  return (
    <>
      <Alerts clientId={entry.clientId} />
      <form onSubmit={look}>
        <div className="cal-row">
          <Select
            label="Therapist"
            none="All therapists"
            value={therapistId}
            options={facts.people.filter((one) => one.therapist)}
            onChange={setTherapistId}
          />
          <Select label="Location" none="All locations" value={locationId} options={facts.places} onChange={setLocationId} />
        </div>
        <div className="cal-row three">
          <Field label={`${WEEKS} weeks from`}>
            <input className="crm-input" type="date" required value={first} onChange={(event) => setFirst(event.target.value)} />
          </Field>
          <Field label="Minutes">
            <input
              className="crm-input"
              type="number"
              min={5}
              max={1440}
              step={5}
              required
              value={minutes}
              onChange={(event) => setMinutes(event.target.value)}
            />
          </Field>
          <button type="submit" className="cal-button" disabled={busy}>
            Look for free times
          </button>
        </div>
      </form>
      <Refused refusal={refusal} zone={facts.zone} />
      {slots ? (
        <>
          <label className="cal-check">
            <input type="checkbox" checked={wishedOnly} onChange={(event) => setWishedOnly(event.target.checked)} /> Only on the
            days and at the times that were wished for
          </label>
          {items.length === 0 ? (
            <p className="crm-none">No free time{wishedOnly ? ' among those that were wished for' : ''}.</p>
          ) : null}
          <div className="cal-slots" role="radiogroup" aria-label="Free times">
            {items.slice(0, 100).map((slot) => (
              <label key={`${slot.startTime} ${slot.therapistId} ${slot.locationId ?? ''}`}>
                <input
                  type="radio"
                  name="slot"
                  checked={chosen === slot}
                  onChange={() => {
                    setChosen(slot);
                    setRefusal(null);
                    setRoomId(slot.rooms?.[0]?.id ?? '');
                  }}
                />
                <span>
                  <strong>{sayTimes(slot, facts.zone)}</strong>
                  <small>{[slot.therapistName, slot.locationName].filter(Boolean).join(' · ')}</small>
                </span>
              </label>
            ))}
          </div>
        </>
      ) : null}
      {chosen ? (
        <>
          <div className="cal-row">
            {chosen.rooms ? (
              <Select label="Room" none="No room" value={roomId} options={chosen.rooms} onChange={setRoomId} />
            ) : null}
            <Select label="Hold it for" value={hold} options={HOLDS} onChange={(value) => setHold(value || '1440')} />
          </div>
          <label className="cal-check">
            <input type="checkbox" checked={moveOn} onChange={(event) => setMoveOn(event.target.checked)} /> Offer it to the next
            one when this one declines or does not answer
          </label>
          <footer>
            <button type="button" className="cal-button main" disabled={busy} onClick={offer}>
              {asksBack(refusal) ? 'Offer it all the same' : 'Offer it'}
            </button>
          </footer>
        </>
      ) : null}
    </>
  );
}
