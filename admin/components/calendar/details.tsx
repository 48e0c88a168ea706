/** One appointment: its facts, and what may be done with it. */
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import { canBeNow, MOVES, reopened } from '../../../src/scheduling/appointments/rules/appointment-status.js';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { enumLabel } from '../../words/labels.js';
import { Alerts } from '../alerts.js';
import { asRefusal, call, type Refusal } from '../api.js';
import { CancelForm } from './cancel.js';
import { Change } from './change.js';
import { Dialog, Refused } from './dialog.js';
import { isOpen, lookOf, type Appointment } from './model.js';
import { Seats } from './seats.js';
import { StatusBadge } from './sign.js';
import { asksBack, confirmedIn } from './warned.js';
import { sayClock, sayTimes, sayZone } from './times.js';

interface Props {
  id: string;
  facts: CalendarFacts;
  /** What to begin with: `edit`, `cancel`, `staff`, `room`, `equipment`. */
  act: string | null;
  onClose: () => void;
  /** It was read: this is when it is. */
  onFound: (startTime: string) => void;
  /** Something was changed: the calendar is to be read again. */
  onChanged: (said: string) => void;
}

interface Read {
  appointment: Appointment;
  etag: string | undefined;
}

const EDITS = ['edit', 'time', 'staff', 'room', 'equipment'];

export function Details({ id, facts, act, onClose, onFound, onChanged }: Props): ReactElement {
  const [found, setFound] = useState<Read | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [doing, setDoing] = useState<string | null>(act);
  const [busy, setBusy] = useState(false);
  const load = useCallback(
    async (signal?: AbortSignal): Promise<void> => {
      try {
        const { data, etag } = await call<Appointment>('GET', `/api/appointments/${id}`, { signal });
        setFound({ appointment: data, etag });
        onFound(data.startTime);
      } catch (error) {
        if (!signal?.aborted) setRefusal(asRefusal(error));
      }
    },
    [id],
  );
  useEffect(() => {
    const abort = new AbortController();
    void load(abort.signal);
    return () => abort.abort();
  }, [load]);
  if (!found)
    return (
      <Dialog title="Appointment" side onClose={onClose}>
        <Refused refusal={refusal} zone={facts.zone} />
        {refusal ? null : <p className="crm-none">Loading…</p>}
      </Dialog>
    );
  const { appointment, etag } = found;
  const done = async (said: string): Promise<void> => {
    setDoing(null);
    setRefusal(null);
    onChanged(said);
    await load();
  };
  const open = isOpen(appointment);
  if (doing !== null && EDITS.includes(doing) && facts.can.edit && open)
    return (
      <Change
        appointment={appointment}
        etag={etag}
        facts={facts}
        focus={doing === 'edit' ? 'time' : doing}
        onClose={() => setDoing(null)}
        onSaved={(said) => void done(said)}
        onStale={(why) => {
          setDoing(null);
          setRefusal(why);
          void load();
        }}
      />
    );
  const put = async (status: Appointment['status'], said: string): Promise<void> => {
    setBusy(true);
    try {
      await call('PUT', `/api/appointments/${id}`, { body: { status, ...confirmedIn(refusal) }, etag });
      await done(said);
    } catch (error) {
      const why = asRefusal(error);
      setRefusal(why);
      if (why.status === 412) await load();
    }
    setBusy(false);
  };
  return (
    <Dialog title={appointment.clientName} side onClose={onClose}>
      <Alerts appointmentId={id} asOf={found} />
      <Facts appointment={appointment} facts={facts} />
      {appointment.isGroupSession ? (
        <Seats
          appointment={appointment}
          mayChange={facts.can.edit && open}
          zone={facts.zone}
          onChanged={(said) => void done(said)}
        />
      ) : null}
      <Refused refusal={refusal} zone={facts.zone} />
      {doing === 'cancel' && open && facts.can.edit ? (
        <CancelForm
          appointment={appointment}
          etag={etag}
          facts={facts}
          onClose={() => setDoing(null)}
          onDone={(said) => void done(said)}
          onStale={() => void load()}
        />
      ) : (
        <Buttons
          appointment={appointment}
          facts={facts}
          busy={busy}
          again={asksBack(refusal)}
          put={(status, said) => void put(status, said)}
          setDoing={setDoing}
        />
      )}
    </Dialog>
  );
}

/** Why, by whom and when, as far as it was kept. */
function sayCancelled(appointment: Appointment, facts: CalendarFacts): string {
  const { cancellationReason, cancelledAt, cancelledBy, lateCancellation } = appointment;
  const who = facts.people.find(({ id }) => id === cancelledBy)?.name;
  const when = cancelledAt === null ? '' : sayTimes({ startTime: cancelledAt, endTime: cancelledAt }, facts.zone);
  return [cancellationReason, [who && `by ${who}`, when].filter(Boolean).join(', '), lateCancellation ? 'late' : '']
    .filter(Boolean)
    .join(' – ');
}

function Facts({ appointment, facts }: { appointment: Appointment; facts: CalendarFacts }): ReactElement {
  const { timezone } = appointment;
  const there = sayClock(appointment, timezone);
  const place = [appointment.roomName, appointment.locationName, appointment.location].filter(Boolean).join(', ');
  const record = (kind: string, id: string): string => `/admin/resources/${kind}/records/${id}/show`;
  const rows: [string, ReactElement | string | null][] = [
    ['When', sayTimes(appointment, facts.zone)],
    ['On the clock there', there === sayClock(appointment, facts.zone) ? null : `${there} (${sayZone(timezone)})`],
    ['What', appointment.title],
    [
      'Client',
      facts.can.clients ? (
        <Link className="crm-link" to={record('Client', appointment.clientId)}>
          {appointment.clientName}
        </Link>
      ) : (
        appointment.clientName
      ),
    ],
    ['Learner', appointment.learnerName],
    ['Therapist', appointment.therapistName],
    ['Besides', appointment.staff.map(({ name, role }) => `${name} (${enumLabel(role)})`).join(', ')],
    ['Where', place],
    ['Equipment', appointment.equipment.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(', ')],
    ['Notes', appointment.notes],
    ['Booked over another, because', appointment.doubleBookingReason],
    ['Cancelled', appointment.status === 'CANCELLED' ? sayCancelled(appointment, facts) : null],
    [
      'Series',
      appointment.recurrencePatternId
        ? appointment.changedSingly
          ? 'One of a series, changed by itself'
          : 'One of a series'
        : null,
    ],
  ];
  return (
    <>
      <StatusBadge look={lookOf(appointment)} />
      <dl className="cal-facts">
        {rows.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <p>
        <Link className="crm-link" to={record('Appointment', appointment.id)}>
          Open the record
        </Link>
      </p>
    </>
  );
}

interface ButtonsProps {
  appointment: Appointment;
  facts: CalendarFacts;
  busy: boolean;
  /** Whether it was asked back what to do with a warning. */
  again: boolean;
  put: (status: Appointment['status'], said: string) => void;
  setDoing: (act: string) => void;
}

/** Moves that take one click; to call it off takes a reason. */
const MOVE_BUTTONS: readonly { to: Appointment['status']; text: string; said: string; look?: string }[] = [
  { to: 'CONFIRMED', text: 'Confirm', said: 'Confirmed.', look: 'main' },
  { to: 'COMPLETED', text: 'Complete', said: 'Completed.', look: 'main' },
  { to: 'NOSHOW', text: 'No-show', said: 'Marked as a no-show.' },
  { to: 'SCHEDULED', text: 'No longer confirmed', said: 'Scheduled.' },
];

/** What its status and this person's permissions allow, and nothing else. */
function Buttons({ appointment, facts, busy, again, put, setDoing }: ButtonsProps): ReactElement | null {
  const { edit, reopen } = facts.can;
  const begun = Date.parse(appointment.startTime) <= Date.now();
  const { status, isHold } = appointment;
  const button = (text: string, onClick: () => void, look = ''): ReactElement => (
    <button key={text} type="button" className={`cal-button ${look}`} disabled={busy} onClick={onClick}>
      {text}
    </button>
  );
  if (isOpen(appointment)) {
    if (!edit) return null;
    if (isHold)
      return (
        <p className="crm-hint">
          It keeps a time that is offered to the client.{' '}
          <a href={`/admin/resources/WaitlistOffer?filters.appointmentId=${appointment.id}`}>Answer or withdraw the offer</a>
        </p>
      );
    return (
      <div className="cal-actions">
        {MOVE_BUTTONS.filter(({ to }) => MOVES[status][to] !== undefined && canBeNow(to, begun)).map(({ to, text, said, look }) =>
          button(text, () => put(to, said), look),
        )}
        {button('Reschedule', () => setDoing('time'))}
        {button('Room, staff, equipment', () => setDoing('room'))}
        {button('Cancel it', () => setDoing('cancel'), 'bad')}
      </div>
    );
  }
  if (!reopen) return null;
  return (
    <div className="cal-actions">
      {button(again ? 'Reopen all the same' : 'Reopen', () => put(reopened(status), 'Reopened.'))}
    </div>
  );
}
