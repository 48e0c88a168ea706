/** A question, what there is to fill in, and a button that does it by POST: for one record, or for all that were chosen. */
import { Button, Input, Label } from '@adminjs/design-system';
import { ApiClient, useNotice, type ActionProps, type ActionResponse, type RecordJSON } from 'adminjs';
import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import type { About, Choice } from '../../src/records/actions.js';
import type { AskingPage, Refused, ShownField } from '../engine/action.js';
import { Left, type LeftAlone } from './left-alone.js';

interface Custom {
  question: string;
  button: string;
  asks: ShownField[];
  /** What the server says of the record, or offers to choose from, is read first. */
  opens: boolean;
}

interface AskedProps {
  field: ShownField;
  /** Undefined for a line of text. */
  choices: Choice[] | undefined;
  value: string;
  required: boolean;
  first: boolean;
  /** What is wrong with it. */
  fault: string;
  onChange: (value: string) => void;
}

const TYPES = { money: 'text', day: 'date', whole: 'text' } as const;
const MODES = { money: 'decimal', day: undefined, whole: 'numeric' } as const;

function Asked({ field, choices, value, required, first, fault, onChange }: AskedProps): ReactElement {
  const { name, label, none, kind, hint } = field;
  const id = `ask-${name}`;
  const about = {
    id,
    autoFocus: first,
    required,
    'aria-invalid': fault ? true : undefined,
    'aria-describedby': [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined,
  };
  return (
    <div style={{ margin: '0 0 20px', maxWidth: 480 }} className={fault ? 'crm-error' : undefined}>
      <Label htmlFor={id}>{label}</Label>
      {choices ? (
        <select className="crm-input" {...about} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{none ?? 'Choose…'}</option>
          {choices.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      ) : (
        <Input
          {...about}
          style={{ width: '100%' }}
          type={kind ? TYPES[kind] : 'text'}
          inputMode={kind && MODES[kind]}
          maxLength={500}
          value={value}
          onChange={(event: { target: { value: string } }) => onChange(event.target.value)}
        />
      )}
      {hint ? (
        <small className="crm-hint" id={`${id}-hint`}>
          {hint}
        </small>
      ) : null}
      {fault ? (
        <small className="crm-fault" id={`${id}-fault`}>
          {fault}
        </small>
      ) : null}
    </div>
  );
}

/** What is said of the record at hand. */
function Said({ about }: { about: About | undefined }): ReactElement | null {
  if (!about?.words && !about?.link) return null;
  return (
    <p className={about.stop ? 'crm-alert warn' : undefined} style={{ margin: '0 0 20px' }}>
      {about.words}{' '}
      {about.link ? (
        <Link className="crm-link" style={{ textDecoration: 'underline' }} to={about.link.href}>
          {about.link.words}
        </Link>
      ) : null}
    </p>
  );
}

type Records = readonly RecordJSON[];

/** A list names more than it shows. */
const NAMED = 20;

/** Which were chosen, as far as a page has room for their names. */
function Chosen({ records }: { records: Records }): ReactElement {
  return (
    <ul style={{ margin: '0 0 20px', paddingLeft: 20 }}>
      {records.slice(0, NAMED).map(({ id, title }) => (
        <li key={id}>{title}</li>
      ))}
      {records.length > NAMED ? <li>and {records.length - NAMED} more</li> : null}
    </ul>
  );
}

/** What deserves a second look, by name where there are several. */
function Noted({ noted, records }: { noted: NonNullable<About['noted']>; records: Records }): ReactElement | null {
  if (noted.length === 0) return null;
  const titles = new Map(records.map(({ id, title }) => [id, title]));
  return (
    <section className="crm-alert warn" style={{ margin: '0 0 20px' }} aria-label="What deserves a second look">
      What deserves a second look:
      <ul>
        {noted.map(({ id, words }) => (
          <li key={`${id} ${words}`}>{titles.has(id) ? `${titles.get(id)}: ${words}` : words}</li>
        ))}
      </ul>
    </section>
  );
}

export function ConfirmAction(props: ActionProps): ReactElement {
  const { action, record, records, resource } = props;
  const { question, button, asks, opens } = action.custom as Custom;
  const notice = useNotice();
  const navigate = useNavigate();
  const { key } = useLocation();
  const [busy, setBusy] = useState(false);
  const [answers, setAnswers] = useState<Record<string, string>>({});
  /** What was typed or chosen by hand: nothing else is filled in there. */
  const [byHand, setByHand] = useState<ReadonlySet<string>>(new Set());
  // Null until it is there: what comes later would take the focus from who has begun to write.
  const [page, setPage] = useState<AskingPage | null>(opens ? null : {});
  const [faults, setFaults] = useState<Record<string, { message: string }>>({});
  const [warnings, setWarnings] = useState<NonNullable<AskingPage['unconfirmed']>>([]);
  const [left, setLeft] = useState<LeftAlone | null>(null);
  const send = (data?: FormData): ReturnType<ApiClient['recordAction']> | ReturnType<ApiClient['bulkAction']> => {
    const common = { resourceId: resource.id, actionName: action.name, ...(data && { method: 'post' as const, data }) };
    return record
      ? new ApiClient().recordAction({ ...common, recordId: String(record.id) })
      : new ApiClient().bulkAction({ ...common, recordIds: (records ?? []).map(({ id }) => id) });
  };
  useEffect(() => {
    if (!opens) return;
    let here = true;
    send()
      .then(({ data }) => {
        if (!here) return;
        const found = data as AskingPage;
        const first = asks.flatMap(({ name, preset }) => {
          const [choice] = found.choices?.[name] ?? [];
          return preset && choice ? [[name, choice.id] as const] : [];
        });
        setPage(found);
        setAnswers((before) => ({ ...Object.fromEntries(first), ...found.about?.preset, ...before }));
      })
      // Without the lists it is said in words.
      .catch(() => here && setPage({}));
    return () => {
      here = false;
    };
  }, [resource.id, action.name]);
  // A list in which there is nothing is not shown.
  const choices = page?.choices ?? {};
  const shown = page === null ? [] : asks.filter(({ name, chosen }) => !chosen || (choices[name] ?? []).length > 0);
  const run = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const data = new FormData();
      for (const { name } of asks) data.set(name, answers[name] ?? '');
      data.set('confirmedWarnings', [...new Set(warnings.map(({ code }) => code))].join(','));
      const answer = (await send(data)).data as ActionResponse & AskingPage & { refused?: Refused[] };
      const { notice: said, redirectUrl, unconfirmed = [], refused = [] } = answer;
      setWarnings(unconfirmed);
      setFaults((answer.record as RecordJSON | undefined)?.errors ?? {});
      if (said) notice(said);
      // Each that was left alone is named here: the notice says how many.
      if (said && refused.length > 0) {
        setLeft({ refused, others: (records ?? []).length - refused.length });
        setBusy(false);
        return;
      }
      // Back to the list as it was filtered; only who came by a link has none behind.
      if (redirectUrl && !record && key !== 'default') navigate(-1);
      // What was asked may not be asked again: the way back does not lead here.
      else if (redirectUrl) navigate(redirectUrl, { replace: true });
    } catch {
      notice({ message: 'That did not work. Try again.', type: 'error' });
    }
    setBusy(false);
  };
  const change = (name: string, value: string): void => {
    const fills = Object.entries(page?.about?.fills?.[name]?.[value] ?? {}).filter(([field]) => !byHand.has(field));
    setByHand(new Set([...byHand, name]));
    setAnswers({ ...answers, ...Object.fromEntries(fills), [name]: value });
  };
  if (left) return <Left {...left} back={() => navigate(-1)} resourceId={resource.id} />;
  return (
    <form className="crm-card" onSubmit={(event) => void run(event)}>
      {record ? <h2>{record.title}</h2> : <h2>{(records ?? []).length} chosen</h2>}
      {page?.about?.stop ? null : <p style={{ margin: '8px 0 20px' }}>{question}</p>}
      <Said about={page?.about} />
      <Noted noted={page?.about?.noted ?? []} records={records ?? []} />
      {record ? null : <Chosen records={records ?? []} />}
      {(page?.about?.stop ? [] : shown).map((field, index) => (
        <Asked
          key={field.name}
          field={field}
          choices={field.chosen ? choices[field.name] : undefined}
          value={answers[field.name] ?? ''}
          required={field.required === true && !answers[field.unless ?? '']}
          first={index === 0}
          fault={faults[field.name]?.message ?? ''}
          onChange={(value) => change(field.name, value)}
        />
      ))}
      {warnings.length > 0 ? (
        <div role="alert" style={{ margin: '0 0 20px' }}>
          {warnings.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </div>
      ) : null}
      {page?.about?.stop ? null : (
        <Button variant="contained" type="submit" disabled={busy || page === null}>
          {warnings.length > 0 ? `${button} all the same` : button}
        </Button>
      )}
    </form>
  );
}
