/** The offer that is open already: one at a time is held for somebody who waits. It is answered in their name here, or taken back. */
import { useState, type ReactElement } from 'react';
import type { OfferStatusInput } from '../../../src/generated/requests/offers.js';
import type { WaitlistOffer } from '../../../src/scheduling/waitlist/offers.dto.js';
import type { WaitlistEntry } from '../../../src/scheduling/waitlist/waitlist.dto.js';
import { asRefusal, call, type Refusal } from '../api.js';
import { Refused } from './dialog.js';
import { ended, sayTimes } from './times.js';

interface Props {
  entry: WaitlistEntry;
  offer: WaitlistOffer;
  zone: string;
  /** They are placed. */
  onTaken: () => void;
  /** The time is free again, and another one can be offered. */
  onFree: (said: string) => void;
}

export function OpenOffer({ entry, offer, zone, onTaken, onFree }: Props): ReactElement {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const settle = async (status: OfferStatusInput['status'], then: () => void): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    try {
      await call('PUT', `/api/waitlist/${entry.id}/offers/${offer.id}/status`, { body: { status } });
      then();
    } catch (error) {
      setRefusal(asRefusal(error));
      setBusy(false);
    }
  };
  const where = [offer.roomName, offer.locationName].filter(Boolean).join(', ');
  return (
    <>
      <p>
        This time is offered already: <strong>{sayTimes(offer, zone)}</strong> with {offer.therapistName}
        {where ? ` (${where})` : ''}. It is held until{' '}
        {ended(sayTimes({ startTime: offer.heldUntil, endTime: offer.heldUntil }, zone))}
      </p>
      <p className="crm-hint">
        To offer another one, take this one back first
        {offer.moveOn ? '. Declined, it goes on to the next one whom it suits.' : '.'}
      </p>
      <Refused refusal={refusal} zone={zone} />
      <footer>
        <button type="button" className="cal-button main" disabled={busy} onClick={() => void settle('ACCEPTED', onTaken)}>
          They take it
        </button>
        <button
          type="button"
          className="cal-button"
          disabled={busy}
          onClick={() => void settle('DECLINED', () => onFree('Declined.'))}
        >
          They decline
        </button>
        <button
          type="button"
          className="cal-button bad"
          disabled={busy}
          onClick={() => void settle('WITHDRAWN', () => onFree('Taken back.'))}
        >
          Take it back
        </button>
      </footer>
    </>
  );
}
