/** Makes a secret calendar link of one's own, and shows it this once. */
import { Button, Input, Label } from '@adminjs/design-system';
import { ApiClient, useNotice, type ActionProps, type RecordActionResponse } from 'adminjs';
import { useState, type FormEvent, type ReactElement } from 'react';
import { Link } from 'react-router-dom';

type Answer = RecordActionResponse & { link?: string };

export function CalendarLink({ record, resource, action }: ActionProps): ReactElement {
  const notice = useNotice();
  const [label, setLabel] = useState('');
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState('');
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const data = new FormData();
      data.set('label', label);
      const call = {
        resourceId: resource.id,
        recordId: String(record?.id),
        actionName: action.name,
        method: 'post' as const,
        data,
      };
      const answer = (await new ApiClient().recordAction(call)).data as Answer;
      if (answer.notice) notice(answer.notice);
      if (answer.link) setLink(window.location.origin + answer.link);
    } catch {
      notice({ message: 'That did not work. Try again.', type: 'error' });
    }
    setBusy(false);
  };
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(link);
    notice({ message: 'Copied.', type: 'success' });
  };
  const all = (
    <Link className="crm-link" to="/admin/resources/CalendarFeed">
      Calendar links
    </Link>
  );
  if (link)
    return (
      <section className="crm-card" aria-label="The new calendar link">
        <h2>Your calendar link</h2>
        <p style={{ margin: '8px 0 20px' }}>
          Copy it now: it is shown this once. In your calendar program, subscribe to a calendar by its address. Whoever has the
          link reads your appointments; revoke it under {all} when you do not need it any more.
        </p>
        <Label htmlFor="calendar-link">Address</Label>
        <div style={{ display: 'flex', gap: 8, maxWidth: 720 }}>
          <Input
            id="calendar-link"
            readOnly
            value={link}
            style={{ flex: 1, minWidth: 0 }}
            onFocus={(event: { target: HTMLInputElement }) => event.target.select()}
          />
          <Button variant="contained" type="button" onClick={() => void copy()}>
            Copy
          </Button>
        </div>
      </section>
    );
  return (
    <form className="crm-card" onSubmit={(event) => void make(event)}>
      <h2>Calendar link</h2>
      <p style={{ margin: '8px 0 20px' }}>
        A secret address under which the calendar on your phone or computer reads your appointments. The links that you have are
        under {all}.
      </p>
      <Label htmlFor="calendar-label">What it is for</Label>
      <p style={{ margin: '0 0 20px', maxWidth: 480 }}>
        <Input
          id="calendar-label"
          style={{ width: '100%' }}
          autoFocus
          required
          maxLength={100}
          placeholder="Phone"
          value={label}
          onChange={(event: { target: { value: string } }) => setLabel(event.target.value)}
        />
      </p>
      <Button variant="contained" type="submit" disabled={busy}>
        Make the link
      </Button>
    </form>
  );
}
