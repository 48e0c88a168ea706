/** The fields of an appointment, for a new one and for one that is changed. */
import type { ReactElement, ReactNode } from 'react';
import type { TherapistRole } from '../../../src/generated/requests/appointments.js';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { enumLabel } from '../../words/labels.js';
import { fromWallTime, toWallTime } from '../../values/zone.js';
import type { Draft } from './draft.js';
import { Alerts } from '../alerts.js';
import { Participants } from './participants.js';
import { ClientPicker, useLearners, type Chosen } from './picker.js';
import { sayZone } from './times.js';
import { pageFormats } from '../page-formats.js';

export const ROLES: readonly TherapistRole[] = [
  'COTHERAPIST',
  'ASSISTANT',
  'SUPERVISOR',
  'STUDENT',
  'OBSERVER',
  'INTERPRETER',
  'PRIMARY',
];

interface Props {
  draft: Draft;
  facts: CalendarFacts;
  set: (change: Partial<Draft>) => void;
  /** Whose appointment it is does not change. */
  existing?: boolean;
  faults: Record<string, string>;
  /** The field to begin with. */
  focus?: string;
  /** What the type is called, where it is not in use any more. */
  typeName?: string;
}

export function Field({ label, fault, children }: { label: string; fault?: string; children: ReactNode }): ReactElement {
  return (
    <label className={`cal-field${fault ? ' crm-error' : ''}`}>
      <span>{label}</span>
      {children}
      {fault ? <small className="cal-fault">{fault}</small> : null}
    </label>
  );
}

interface Option {
  id: string;
  name: string;
}

interface SelectProps {
  label: string;
  value: string;
  options: readonly Option[];
  none?: string;
  /** Its name where it is not among the options: not in use any more, or not for this person to see. */
  present?: string;
  required?: boolean;
  autoFocus?: boolean;
  fault?: string;
  onChange: (value: string) => void;
}

export function Select({
  label,
  value,
  options,
  none,
  present,
  required,
  autoFocus,
  fault,
  onChange,
}: SelectProps): ReactElement {
  const unknown = value !== '' && !options.some(({ id }) => id === value);
  return (
    <Field label={label} fault={fault}>
      <select
        className="crm-input"
        value={value}
        required={required}
        data-first={autoFocus ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{none ?? 'Choose…'}</option>
        {unknown ? <option value={value}>{present ?? `No. ${value}`}</option> : null}
        {options.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** The clock of the place, where it differs from that of the calendar. */
function placeClock(draft: Draft, facts: CalendarFacts): string | null {
  const room = facts.rooms.find(({ id }) => id === draft.roomId);
  const place = facts.places.find(({ id }) => id === (draft.locationId || room?.locationId));
  const instant = fromWallTime(`${draft.date}T${draft.time}`, facts.zone);
  if (!place || Number.isNaN(instant.getTime())) return null;
  const there = toWallTime(instant, place.timezone);
  return there === toWallTime(instant, facts.zone)
    ? null
    : `${pageFormats().wall(there.slice(11))} at ${place.name} (${sayZone(place.timezone)})`;
}

/** The therapist of record comes with the client, as long as no other was chosen: who came with the client before goes with them. */
function therapistOf(client: Chosen | null, draft: Draft, { people }: CalendarFacts): Partial<Draft> {
  if (draft.therapistId !== '' && draft.therapistId !== draft.client?.therapistId) return {};
  const treats = people.some(({ id, therapist }) => therapist && id === client?.therapistId);
  return { therapistId: treats ? (client?.therapistId ?? '') : '' };
}

/** A title that nobody typed is the type's name. */
function titleOf(typeId: string, draft: Draft, { types }: CalendarFacts): Partial<Draft> {
  const nameOf = (id: string): string => types.find((one) => one.id === id)?.name ?? '';
  return draft.title.trim() === '' || draft.title === nameOf(draft.typeId) ? { title: nameOf(typeId) } : {};
}

export function Fields({ draft, facts, set, existing, faults, focus, typeName }: Props): ReactElement {
  const learners = useLearners(draft.client?.id);
  const rooms = facts.rooms.filter(
    (room) => !draft.locationId || room.locationId === null || room.locationId === draft.locationId,
  );
  const there = placeClock(draft, facts);
  const typed = facts.types.length > 0 || draft.typeId !== '';
  const title = (
    <Field label="Title" fault={faults.title}>
      <input
        className="crm-input"
        required
        maxLength={200}
        value={draft.title}
        onChange={(event) => set({ title: event.target.value })}
      />
    </Field>
  );
  return (
    <>
      {existing ? null : (
        <ClientPicker
          label="Client"
          required
          autoFocus
          chosen={draft.client}
          fault={faults.clientId}
          onChange={(client) => set({ client, learnerId: '', ...therapistOf(client, draft, facts) })}
        />
      )}
      <Alerts clientId={draft.client?.id} learnerId={draft.learnerId || undefined} />
      <div className="cal-row">
        <Select
          label="Learner"
          none={learners.length === 0 ? 'No learner' : 'Nobody in particular'}
          value={draft.learnerId}
          options={learners}
          fault={faults.learnerId}
          onChange={(learnerId) => set({ learnerId })}
        />
        {typed ? (
          <Select
            label="Type"
            none="As usual"
            value={draft.typeId}
            options={facts.types}
            present={typeName}
            fault={faults.appointmentTypeId}
            onChange={(typeId) => set({ typeId, ...titleOf(typeId, draft, facts) })}
          />
        ) : (
          title
        )}
      </div>
      {typed ? title : null}
      <div className="cal-row three">
        <Field label="Day" fault={faults.startTime}>
          <input
            className="crm-input"
            type="date"
            required
            data-first={focus === 'time' ? true : undefined}
            value={draft.date}
            onChange={(event) => set({ date: event.target.value })}
          />
        </Field>
        <Field label="From">
          <input
            className="crm-input"
            type="time"
            required
            value={draft.time}
            onChange={(event) => set({ time: event.target.value })}
          />
        </Field>
        <Field label="Minutes" fault={faults.endTime}>
          <input
            className="crm-input"
            type="number"
            required
            min={5}
            max={1440}
            step={5}
            value={draft.length}
            onChange={(event) => set({ length: event.target.value })}
          />
        </Field>
      </div>
      <p className="crm-hint">
        Time in {sayZone(facts.zone)}
        {there ? `; ${there}` : ''}
      </p>
      <Select
        label="Therapist"
        required
        autoFocus={focus === 'staff'}
        value={draft.therapistId}
        options={facts.people.filter((one) => one.therapist)}
        present={facts.people.find(({ id }) => id === draft.therapistId)?.name}
        fault={faults.therapistId}
        onChange={(therapistId) => set({ therapistId })}
      />
      <div className="cal-row">
        <Select
          label="Location"
          none="No location"
          value={draft.locationId}
          options={facts.places}
          fault={faults.locationId}
          onChange={(locationId) => {
            const room = facts.rooms.find(({ id }) => id === draft.roomId);
            const fits = !locationId || (room?.locationId ?? locationId) === locationId;
            set({ locationId, ...(fits ? {} : { roomId: '' }) });
          }}
        />
        <Select
          label="Room"
          none="No room"
          autoFocus={focus === 'room'}
          value={draft.roomId}
          options={rooms}
          fault={faults.roomId}
          onChange={(roomId) => {
            const room = facts.rooms.find(({ id }) => id === roomId);
            set({ roomId, ...(room?.locationId ? { locationId: room.locationId } : {}) });
          }}
        />
      </div>
      <Beside draft={draft} facts={facts} set={set} faults={faults} focus={focus} existing={existing} />
    </>
  );
}

/** What most appointments do without. */
function Beside({ draft, facts, set, faults, focus, existing }: Props): ReactElement {
  const used =
    draft.isGroup || draft.staff.length > 0 || draft.equipment.length > 0 || draft.notes !== '' || draft.location !== '';
  const asked =
    focus === 'staff' || focus === 'equipment' || faults.equipment !== undefined || faults.maxParticipants !== undefined;
  return (
    <details className="cal-beside" open={used || asked || undefined}>
      <summary>Group session, assistants, equipment, notes</summary>
      <label className="cal-check">
        <input type="checkbox" checked={draft.isGroup} onChange={(event) => set({ isGroup: event.target.checked })} /> Group
        session
      </label>
      {draft.isGroup ? (
        <Field label="Seats" fault={faults.maxParticipants}>
          <input
            className="crm-input"
            type="number"
            min={1}
            max={1000}
            placeholder="As many as the room holds"
            value={draft.seats}
            onChange={(event) => set({ seats: event.target.value })}
          />
        </Field>
      ) : null}
      {draft.isGroup && !existing ? (
        <Participants
          chosen={draft.participants}
          add={(one: Chosen) => set({ participants: [...draft.participants.filter(({ id }) => id !== one.id), one] })}
          remove={(one) => set({ participants: draft.participants.filter(({ id }) => id !== one) })}
        />
      ) : null}
      <Rows
        legend="Who works in it besides"
        add="Add somebody"
        rows={draft.staff}
        empty={{ userId: '', role: COTHERAPIST }}
        onChange={(staff) => set({ staff })}
        render={(row, change) => (
          <>
            <Select label="Who" value={row.userId} options={facts.people} onChange={(userId) => change({ ...row, userId })} />
            <Select
              label="As"
              value={row.role}
              options={ROLES.map((role) => ({ id: role, name: enumLabel(role) }))}
              onChange={(role) => change({ ...row, role: role as TherapistRole })}
            />
          </>
        )}
      />
      <Rows
        legend="Equipment"
        add="Add equipment"
        rows={draft.equipment}
        empty={{ equipmentId: '', quantity: '1' }}
        onChange={(equipment) => set({ equipment })}
        render={(row, change) => (
          <>
            <Select
              label="What"
              value={row.equipmentId}
              options={facts.things}
              onChange={(equipmentId) => change({ ...row, equipmentId })}
            />
            <Field label="How many">
              <input
                className="crm-input"
                type="number"
                min={1}
                max={1000}
                value={row.quantity}
                onChange={(event) => change({ ...row, quantity: event.target.value })}
              />
            </Field>
          </>
        )}
      />
      {faults.equipment ? <small className="cal-fault">{faults.equipment}</small> : null}
      <Field label="Other place" fault={faults.location}>
        <input
          className="crm-input"
          maxLength={200}
          placeholder="Outside of the practice: a school, a home"
          value={draft.location}
          onChange={(event) => set({ location: event.target.value })}
        />
      </Field>
      {facts.can.notes ? (
        <Field label="Notes" fault={faults.notes}>
          <textarea
            className="crm-input"
            rows={3}
            maxLength={20_000}
            value={draft.notes}
            onChange={(event) => set({ notes: event.target.value })}
          />
        </Field>
      ) : null}
    </details>
  );
}

const COTHERAPIST: TherapistRole = 'COTHERAPIST';

interface RowsProps<Row> {
  legend: string;
  add: string;
  rows: Row[];
  empty: Row;
  onChange: (rows: Row[]) => void;
  render: (row: Row, change: (to: Row) => void) => ReactNode;
}

function Rows<Row>({ legend, add, rows, empty, onChange, render }: RowsProps<Row>): ReactElement {
  return (
    <fieldset className="cal-rows">
      <legend>{legend}</legend>
      {rows.map((row, index) => (
        <div className="cal-row with-button" key={index}>
          {render(row, (to) => onChange(rows.map((one, place) => (place === index ? to : one))))}
          <button
            type="button"
            className="crm-plain"
            aria-label="Take away"
            onClick={() => onChange(rows.filter((_, place) => place !== index))}
          >
            ✕
          </button>
        </div>
      ))}
      <button type="button" className="crm-plain" onClick={() => onChange([...rows, empty])}>
        + {add}
      </button>
    </fieldset>
  );
}
