/** A question, and a button that does it by POST. */
import { Button } from '@adminjs/design-system';
import { ApiClient, useNotice, type ActionProps } from 'adminjs';
import { useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';

export function ConfirmAction(props: ActionProps): ReactElement {
  const { action, record, resource } = props;
  const { question, button } = action.custom as { question: string; button: string };
  const notice = useNotice();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      const response = await new ApiClient().recordAction({
        resourceId: resource.id,
        recordId: String(record?.id),
        actionName: action.name,
        method: 'post',
        data: new FormData(),
      });
      const { notice: said, redirectUrl } = response.data;
      if (said) notice(said);
      if (redirectUrl) navigate(redirectUrl);
    } catch {
      notice({ message: 'That did not work. Try again.', type: 'error' });
    }
    setBusy(false);
  };
  return (
    <div className="crm-card">
      <h2>{record?.title}</h2>
      <p style={{ margin: '8px 0 20px' }}>{question}</p>
      <Button variant="contained" disabled={busy} onClick={() => void run()}>
        {button}
      </Button>
    </div>
  );
}
