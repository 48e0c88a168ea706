/** A question, what there is to fill in, and a button that does it by POST: for one record, or for all that were chosen. */
import { Button, Input, Label } from '@adminjs/design-system';
import { ApiClient, useNotice, type ActionProps } from 'adminjs';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { AskedField } from '../action.js';

interface Custom {
  question: string;
  button: string;
  asks: AskedField[];
}

export function ConfirmAction(props: ActionProps): ReactElement {
  const { action, record, records, resource } = props;
  const { question, button, asks } = action.custom as Custom;
  const notice = useNotice();
  const navigate = useNavigate();
  const { key } = useLocation();
  const [busy, setBusy] = useState(false);
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const send = (data: FormData): ReturnType<ApiClient['recordAction']> | ReturnType<ApiClient['bulkAction']> => {
    const common = { resourceId: resource.id, actionName: action.name, method: 'post' as const, data };
    return record
      ? new ApiClient().recordAction({ ...common, recordId: String(record.id) })
      : new ApiClient().bulkAction({ ...common, recordIds: (records ?? []).map(({ id }) => id) });
  };
  const run = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const data = new FormData();
      for (const { name } of asks) data.set(name, answers[name] ?? '');
      const { notice: said, redirectUrl } = (await send(data)).data;
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
      {asks.map(({ name, label, required }, index) => (
        <p key={name} style={{ margin: '0 0 20px', maxWidth: 480 }}>
          <Label htmlFor={`ask-${name}`}>{label}</Label>
          <Input
            id={`ask-${name}`}
            style={{ width: '100%' }}
            autoFocus={index === 0}
            required={required}
            maxLength={500}
            value={answers[name] ?? ''}
            onChange={(event: { target: { value: string } }) => setAnswers({ ...answers, [name]: event.target.value })}
          />
        </p>
      ))}
      <Button variant="contained" type="submit" disabled={busy}>
        {button}
      </Button>
    </form>
  );
}
