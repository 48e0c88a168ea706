/** A question, what there is to fill in, and a button that does it by POST: for one record, or for all that were chosen. */
import { Button, Input, Label } from '@adminjs/design-system';
import { ApiClient, useNotice, type ActionProps, type ActionResponse } from 'adminjs';
import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { Choice } from '../../src/records/actions.js';
import type { AskingPage, ShownField } from '../engine/action.js';

interface Custom {
  question: string;
  button: string;
  asks: ShownField[];
}

interface AskedProps {
  field: ShownField;
  /** Undefined for a line of text. */
  choices: Choice[] | undefined;
  value: string;
  required: boolean;
  first: boolean;
  onChange: (value: string) => void;
}

function Asked({ field: { name, label, none }, choices, value, required, first, onChange }: AskedProps): ReactElement {
  const id = `ask-${name}`;
  return (
    <p style={{ margin: '0 0 20px', maxWidth: 480 }}>
      <Label htmlFor={id}>{label}</Label>
      {choices ? (
        <select
          className="crm-input"
          id={id}
          autoFocus={first}
          required={required}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{none ?? 'Choose…'}</option>
          {choices.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      ) : (
        <Input
          id={id}
          style={{ width: '100%' }}
          autoFocus={first}
          required={required}
          maxLength={500}
          value={value}
          onChange={(event: { target: { value: string } }) => onChange(event.target.value)}
        />
      )}
    </p>
  );
}

export function ConfirmAction(props: ActionProps): ReactElement {
  const { action, record, records, resource } = props;
  const { question, button, asks } = action.custom as Custom;
  const notice = useNotice();
  const navigate = useNavigate();
  const { key } = useLocation();
  const [busy, setBusy] = useState(false);
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const isChosen = asks.some(({ chosen }) => chosen);
  // Null until the lists are there: what comes later would take the focus from who has begun to write.
  const [choices, setChoices] = useState<Record<string, Choice[]> | null>(isChosen ? null : {});
  const [warnings, setWarnings] = useState<NonNullable<AskingPage['unconfirmed']>>([]);
  const send = (data?: FormData): ReturnType<ApiClient['recordAction']> | ReturnType<ApiClient['bulkAction']> => {
    const common = { resourceId: resource.id, actionName: action.name, ...(data && { method: 'post' as const, data }) };
    return record
      ? new ApiClient().recordAction({ ...common, recordId: String(record.id) })
      : new ApiClient().bulkAction({ ...common, recordIds: (records ?? []).map(({ id }) => id) });
  };
  useEffect(() => {
    if (!isChosen) return;
    let here = true;
    send()
      .then(({ data }) => here && setChoices((data as AskingPage).choices ?? {}))
      // Without the lists it is said in words.
      .catch(() => here && setChoices({}));
    return () => {
      here = false;
    };
  }, [resource.id, action.name]);
  // A list in which there is nothing is not shown.
  const shown = choices === null ? [] : asks.filter(({ name, chosen }) => !chosen || (choices[name] ?? []).length > 0);
  const run = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const data = new FormData();
      for (const { name } of asks) data.set(name, answers[name] ?? '');
      data.set('confirmedWarnings', [...new Set(warnings.map(({ code }) => code))].join(','));
      const { notice: said, redirectUrl, unconfirmed = [] } = (await send(data)).data as ActionResponse & AskingPage;
      setWarnings(unconfirmed);
      if (said) notice(said);
      // Back to the list as it was filtered; only who came by a link has none behind.
      if (redirectUrl && !record && key !== 'default') navigate(-1);
      else if (redirectUrl) navigate(redirectUrl);
    } catch {
      notice({ message: 'That did not work. Try again.', type: 'error' });
    }
    setBusy(false);
  };
  return (
    <form className="crm-card" onSubmit={(event) => void run(event)}>
      {record ? <h2>{record.title}</h2> : <h2>{(records ?? []).length} chosen</h2>}
      <p style={{ margin: '8px 0 20px' }}>{question}</p>
      {record ? null : (
        <ul style={{ margin: '0 0 20px', paddingLeft: 20 }}>
          {(records ?? []).slice(0, 20).map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ul>
      )}
      {shown.map((field, index) => (
        <Asked
          key={field.name}
          field={field}
          choices={field.chosen ? choices?.[field.name] : undefined}
          value={answers[field.name] ?? ''}
          required={field.required === true && !answers[field.unless ?? '']}
          first={index === 0}
          onChange={(value) => setAnswers({ ...answers, [field.name]: value })}
        />
      ))}
      {warnings.length > 0 ? (
        <div role="alert" style={{ margin: '0 0 20px' }}>
          {warnings.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </div>
      ) : null}
      <Button variant="contained" type="submit" disabled={busy || choices === null}>
        {warnings.length > 0 ? `${button} all the same` : button}
      </Button>
    </form>
  );
}
