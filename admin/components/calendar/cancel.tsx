/** Calling an appointment off, or its series: with the reason. */
import { useState, type FormEvent, type ReactElement } from 'react';
import type { ChangedSeries } from '../../../src/scheduling/series/change.dto.js';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { PARTIES } from '../../../src/scheduling/appointments/rules/parties.js';
import { asRefusal, call, type Refusal } from '../api.js';
import { saySeries, ScopeChoice } from './change.js';
import { Refused } from './dialog.js';
import { Field, Select } from './form.js';
import type { Appointment, Scope } from './model.js';

interface Props {
  appointment: Appointment;
  etag: string | undefined;
  facts: CalendarFacts;
  onClose: () => void;
  onDone: (said: string) => void;
  onStale: () => void;
}

export function CancelForm({ appointment, etag, facts, onClose, onDone, onStale }: Props): ReactElement {
  const [reasonId, setReasonId] = useState('');
  const [party, setParty] = useState('');
  const [reason, setReason] = useState('');
  const [scope, setScope] = useState<Scope>('THIS');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const why = {
      ...(reason.trim() && { reason: reason.trim() }),
      ...(reasonId && { reasonId }),
      ...(party && { party }),
    };
    try {
      if (scope === 'THIS') {
        await call('POST', `/api/appointments/${appointment.id}/cancel`, { body: why, etag });
        onDone('Cancelled.');
      } else {
        const body = { scope, ...why };
        const { data } = await call<ChangedSeries>('POST', `/api/appointments/${appointment.id}/series/cancel`, { body, etag });
        onDone(saySeries(data, 'cancelled'));
      }
    } catch (error) {
      const refused = asRefusal(error);
      if (refused.status === 412) onStale();
      setRefusal(refused);
      setBusy(false);
    }
  };
  return (
    <form className="cal-cancel" onSubmit={(event) => void submit(event)}>
      {appointment.recurrencePatternId ? <ScopeChoice scope={scope} onChange={setScope} /> : null}
      {facts.reasons.length > 0 ? (
        <Select label="Reason" none="Another reason" value={reasonId} options={facts.reasons} autoFocus onChange={setReasonId} />
      ) : null}
      <Select label="Who calls it off?" none="As usual for this reason" value={party} options={PARTIES} onChange={setParty} />
      <Field label={reasonId ? 'More about it' : 'Why is it called off?'}>
        <input
          className="crm-input"
          required={!reasonId}
          autoFocus={facts.reasons.length === 0}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <Refused refusal={refusal} zone={facts.zone} />
      <footer>
        <button type="button" className="cal-button" onClick={onClose}>
          Back
        </button>
        <button type="submit" className="cal-button bad" disabled={busy}>
          {scope === 'THIS' ? 'Cancel the appointment' : 'Cancel them'}
        </button>
      </footer>
    </form>
  );
}
