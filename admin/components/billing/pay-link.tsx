/** Makes a secret link under which a family pays an invoice by card, and shows it this once. */
import { Button, Input, Label } from '@adminjs/design-system';
import { ApiClient, useNotice, type ActionProps, type RecordActionResponse } from 'adminjs';
import { useState, type FormEvent, type ReactElement } from 'react';
import { faultOfAmount, typedAmount } from '../../values/typed-money.js';

type Answer = RecordActionResponse & { link?: string };

function Made({ link }: { link: string }): ReactElement {
  const notice = useNotice();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(link);
    notice({ message: 'Copied.', type: 'success' });
  };
  return (
    <section className="crm-card" aria-label="The new pay link">
      <h2>The pay link</h2>
      <p style={{ margin: '8px 0 20px' }}>
        Copy it now: it is shown this once. Whoever has it sees the invoice’s number and what is open, and pays by card at our
        processor. It is good for 60 days; it can be revoked under “Pay links” of the invoice.
      </p>
      <Label htmlFor="pay-link">Address</Label>
      <div style={{ display: 'flex', gap: 8, maxWidth: 720 }}>
        <Input
          id="pay-link"
          readOnly
          autoFocus
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
}

export function PayLink({ record, resource, action }: ActionProps): ReactElement {
  const notice = useNotice();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState('');
  const amount = typedAmount(typed);
  const fault = faultOfAmount(typed);
  const isRight = fault === '';
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isRight) return;
    setBusy(true);
    try {
      const data = new FormData();
      data.set('amount', typed.trim() === '' || !amount ? '' : amount.toFixed(2));
      const answer = (
        await new ApiClient().recordAction({
          resourceId: resource.id,
          recordId: String(record?.id),
          actionName: action.name,
          method: 'post' as const,
          data,
        })
      ).data as Answer;
      if (answer.notice) notice(answer.notice);
      if (answer.link) setLink(answer.link);
    } catch {
      notice({ message: 'That did not work. Try again.', type: 'error' });
    }
    setBusy(false);
  };
  if (link) return <Made link={link} />;
  return (
    <form className="crm-card" onSubmit={(event) => void make(event)}>
      <h2>Pay link</h2>
      <p style={{ margin: '8px 0 20px' }}>
        A secret address under which the family pays this invoice by card. It asks for what the client owes when it is opened;
        what insurers and programs owe is not asked of them.
      </p>
      <Label htmlFor="pay-amount">A part of it (empty: all that is open)</Label>
      <p style={{ margin: '0 0 20px', maxWidth: 240 }}>
        <Input
          id="pay-amount"
          style={{ width: '100%' }}
          autoFocus
          inputMode="decimal"
          maxLength={20}
          aria-invalid={!isRight}
          aria-describedby={isRight ? undefined : 'pay-fault'}
          value={typed}
          onChange={(event: { target: { value: string } }) => setTyped(event.target.value)}
        />
        {isRight ? null : (
          <span id="pay-fault" className="crm-fault">
            {fault}
          </span>
        )}
      </p>
      <Button variant="contained" type="submit" disabled={busy}>
        Make the link
      </Button>
    </form>
  );
}
