/** A location's or the practice's time zone, corrected: first it is told how many appointments would move to when, then it is asked what becomes of them. */
import { Button, Input, Label } from '@adminjs/design-system';
import { useNotice, type ActionProps } from 'adminjs';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import type { CorrectZoneInput } from '../../src/generated/requests/zone-correction.js';
import type { ZoneCorrection, ZoneMove, ZonePreview } from '../../src/scheduling/zone-correction/zone-correction.dto.js';
import type { Practice } from '../../src/practice/details/practice.dto.js';
import { asRefusal, call, Refusal } from './api.js';
import { pageFormats } from './page-formats.js';

const count = (many: number, one: string, more = `${one}s`): string => `${many} ${many === 1 ? one : more}`;

/** On the clock of that zone. */
const onClock = (instant: string, zone: string): string => pageFormats().instant(new Date(instant), zone);

function byHowMuch({ byMinutes }: ZoneMove): string {
  const [hours, minutes] = [Math.floor(Math.abs(byMinutes) / 60), Math.abs(byMinutes) % 60];
  const time = [hours > 0 ? count(hours, 'hour') : '', minutes > 0 ? count(minutes, 'minute') : ''].filter(Boolean).join(' and ');
  return `${time} ${byMinutes > 0 ? 'later' : 'earlier'}`;
}

function Faults({ refusal }: { refusal: Refusal }): ReactElement {
  return (
    <div role="alert" className="crm-alert" style={{ margin: '0 0 20px' }}>
      <p>{refusal.faults[0] ? `The time zone ${refusal.faults[0].message}.` : refusal.message}</p>
      <ul style={{ paddingLeft: 20 }}>
        {refusal.conflicts.slice(0, 20).map((clash, index) => (
          <li key={index}>{clash.message}</li>
        ))}
      </ul>
    </div>
  );
}

function Preview({ preview, where }: { preview: ZonePreview; where: string }): ReactElement {
  const { appointments, series, moves, conflicts, timezone, timezoneBefore } = preview;
  if (timezone === timezoneBefore) return <p style={{ margin: '0 0 20px' }}>That is its time zone already.</p>;
  if (appointments === 0) return <p style={{ margin: '0 0 20px' }}>No appointment to come is {where}.</p>;
  return (
    <div style={{ margin: '0 0 20px' }}>
      <p>
        {count(appointments, 'appointment')} to come {appointments === 1 ? 'is' : 'are'} {where}
        {series > 0 && `, in ${count(series, 'series', 'series')}`}. If they keep what the clock shows:
      </p>
      <ul style={{ paddingLeft: 20 }}>
        {moves.length === 0 && <li>none of them moves: both clocks show the same then</li>}
        {moves.map((move) => (
          <li key={move.byMinutes}>
            {count(move.appointments, 'begins', 'begin')} {byHowMuch(move)}: the first one, at{' '}
            {onClock(move.firstStartTime, timezoneBefore)} in {timezoneBefore}, then begins at{' '}
            {onClock(move.firstNewStartTime, timezone)} in {timezone}
          </li>
        ))}
      </ul>
      {conflicts.length > 0 && (
        <>
          <p>They cannot: this is in the way.</p>
          <ul style={{ paddingLeft: 20 }}>
            {conflicts.slice(0, 20).map((clash, index) => (
              <li key={index}>{clash.message}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

export function ZoneCorrectionForm({ record, resource }: ActionProps): ReactElement {
  const notice = useNotice();
  const navigate = useNavigate();
  const [timezone, setTimezone] = useState(String(record?.params.timezone ?? ''));
  const [preview, setPreview] = useState<ZonePreview | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const ofPractice = resource.id === 'Practice';
  const path = ofPractice ? '/api/practice/timezone' : `/api/practice/locations/${String(record?.id)}/timezone`;
  const where = ofPractice ? 'without a location' : 'at this location';
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    try {
      await work();
    } catch (error) {
      setRefusal(asRefusal(error));
    }
    setBusy(false);
  };
  const look = (event: FormEvent): Promise<void> => {
    event.preventDefault();
    return attempt(async () => {
      // The API knows one practice: a further row has nobody on its clock.
      if (ofPractice && (await call<Practice>('GET', '/api/practice')).data.id !== String(record?.id))
        throw new Refusal(
          0,
          'practice.other',
          'No appointment keeps the clock of this one: change the time zone in its form.',
          [],
          [],
        );
      setPreview((await call<ZonePreview>('POST', `${path}/preview`, { body: { timezone } })).data);
    });
  };
  const correct = (appointments: CorrectZoneInput['appointments']): Promise<void> =>
    attempt(async () => {
      await call<ZoneCorrection>('PUT', path, { body: { timezone, appointments } });
      notice({ message: 'The time zone is corrected.', type: 'success' });
      navigate(`/admin/resources/${resource.id}/records/${String(record?.id)}/show`, { replace: true });
    });
  return (
    <form className="crm-card" onSubmit={(event) => void look(event)}>
      <h2>{record?.title}</h2>
      <p style={{ margin: '8px 0 20px' }}>Nothing changes before you have seen what it means for the appointments to come.</p>
      <Label htmlFor="zone">The right time zone</Label>
      <p style={{ margin: '0 0 20px', maxWidth: 480 }}>
        <Input
          id="zone"
          style={{ width: '100%' }}
          list="zones"
          autoFocus
          required
          maxLength={64}
          value={timezone}
          onChange={(event: { target: { value: string } }) => {
            setTimezone(event.target.value);
            setPreview(null);
          }}
        />
        <datalist id="zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </p>
      {refusal && <Faults refusal={refusal} />}
      {preview && <Preview preview={preview} where={where} />}
      {preview && preview.timezone !== preview.timezoneBefore ? (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {preview.appointments === 0 ? (
            <Button variant="contained" type="button" disabled={busy} onClick={() => void correct('KEEP_INSTANT')}>
              Correct it
            </Button>
          ) : (
            <>
              <Button
                variant="contained"
                type="button"
                disabled={busy || preview.conflicts.length > 0}
                onClick={() => void correct('KEEP_CLOCK')}
              >
                They keep what the clock shows
              </Button>
              <Button variant="outlined" type="button" disabled={busy} onClick={() => void correct('KEEP_INSTANT')}>
                They stay when they are: another time on the clock
              </Button>
            </>
          )}
        </div>
      ) : (
        <Button variant="contained" type="submit" disabled={busy}>
          Look at what it changes
        </Button>
      )}
    </form>
  );
}
