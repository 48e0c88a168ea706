/** For an entry of the waitlist: offering a free time that suits, or placing it in an appointment. */
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import type { WaitlistOffer, WaitlistOfferList } from '../../../src/scheduling/waitlist/offers.dto.js';
import type { WaitlistEntry } from '../../../src/scheduling/waitlist/waitlist.dto.js';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { shortDayName } from '../../../src/kernel/words.js';
import { enumLabel } from '../../words/labels.js';
import { asRefusal, call, read, type Refusal } from '../api.js';
import { Booking } from './booking.js';
import { Dialog, Refused } from './dialog.js';
import { Offer } from './offer.js';
import { OpenOffer } from './open-offer.js';
import { Place } from './place.js';
import { pageFormats } from '../page-formats.js';

interface Props {
  id: string;
  act: string | null;
  facts: CalendarFacts;
  onClose: () => void;
  onDone: (said: string) => void;
}

/** What the client wishes, in a line each. */
function wishesOf(entry: WaitlistEntry): string[] {
  const { wall } = pageFormats();
  const between = [
    entry.preferredFrom && `from ${wall(entry.preferredFrom)}`,
    entry.preferredTo && `until ${wall(entry.preferredTo)}`,
  ];
  return [
    entry.preferredDays.map(shortDayName).join(', '),
    between.filter(Boolean).join(' '),
    entry.preferredTherapistName && `with ${entry.preferredTherapistName}`,
    entry.preferredLocationName && `at ${entry.preferredLocationName}`,
    entry.preferredLanguage && `in ${enumLabel(entry.preferredLanguage)}`,
    entry.preferredSchedule && `“${entry.preferredSchedule}”`,
  ].filter((wish): wish is string => Boolean(wish));
}

export function WaitlistDialog({ id, act, facts, onClose, onDone }: Props): ReactElement {
  const [entry, setEntry] = useState<WaitlistEntry | null>(null);
  const [etag, setEtag] = useState<string | undefined>();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [booking, setBooking] = useState(false);
  /** Undefined until it is known whether there is one. */
  const [openOffer, setOpenOffer] = useState<WaitlistOffer | null | undefined>();
  const load = useCallback(async (): Promise<void> => {
    try {
      const [answer, offers] = await Promise.all([
        call<WaitlistEntry>('GET', `/api/waitlist/${id}`),
        act === 'place' ? null : read<WaitlistOfferList>(`/api/waitlist/${id}/offers`),
      ]);
      setEntry(answer.data);
      setEtag(answer.etag);
      const held = offers?.items.find((one) => one.status === 'OFFERED' && Date.parse(one.heldUntil) > Date.now());
      setOpenOffer(held ?? null);
    } catch (error) {
      setRefusal(asRefusal(error));
    }
  }, [id, act]);
  useEffect(() => void load(), [load]);
  const place = async (appointmentId: string): Promise<void> => {
    try {
      await call('PUT', `/api/waitlist/${id}/status`, { body: { status: 'PLACED', appointmentId }, etag });
      onDone('Placed.');
      onClose();
    } catch (error) {
      setBooking(false);
      setRefusal(asRefusal(error));
    }
  };
  if (booking && entry)
    return (
      <Booking
        facts={facts}
        start={{
          client: { id: entry.clientId, name: entry.clientName },
          title: enumLabel(entry.serviceType),
          therapistId: entry.preferredTherapistId ?? '',
          locationId: entry.preferredLocationId ?? '',
        }}
        onClose={() => setBooking(false)}
        onBooked={(said, appointmentId) => {
          if (appointmentId) void place(appointmentId);
          else {
            // Of a series, the first is chosen by hand.
            onDone(said);
            setBooking(false);
          }
        }}
      />
    );
  const wishes = entry ? wishesOf(entry) : [];
  return (
    <Dialog title={act === 'place' ? 'Place from the waitlist' : 'Offer a time'} onClose={onClose} wide>
      {entry ? (
        <p>
          <strong>{entry.clientName}</strong> waits for {enumLabel(entry.serviceType).toLowerCase()}, {entry.waitingDays} days
          {entry.position === null ? '' : `, place ${entry.position}`}.
          {wishes.length > 0 ? <span className="crm-hint">Wishes: {wishes.join('; ')}</span> : null}
        </p>
      ) : null}
      <Refused refusal={refusal} zone={facts.zone} />
      {!entry && !refusal ? <p className="crm-none">Loading…</p> : null}
      {entry && entry.status !== 'WAITING' ? (
        <p className="crm-alert">This entry does not wait any more: {enumLabel(entry.status).toLowerCase()}.</p>
      ) : entry && act === 'place' ? (
        <Place
          entry={entry}
          zone={facts.zone}
          onPlace={(one) => void place(one)}
          onBook={facts.can.create ? () => setBooking(true) : null}
        />
      ) : entry && openOffer ? (
        <OpenOffer
          entry={entry}
          offer={openOffer}
          zone={facts.zone}
          onTaken={() => {
            onDone('Accepted: the appointment is booked.');
            onClose();
          }}
          onFree={(said) => {
            onDone(said);
            void load();
          }}
        />
      ) : entry ? (
        <Offer entry={entry} facts={facts} onDone={onDone} onClose={onClose} />
      ) : null}
    </Dialog>
  );
}
