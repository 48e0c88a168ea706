/** Before a deletion: what will become of each record, as the server foresees it; what can't be deleted is said with what stands in the way. */
import { Button, Input, Label } from '@adminjs/design-system';
import { ApiClient, useNotice, type ActionProps } from 'adminjs';
import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { Refused } from '../engine/action.js';
import type { Foreseen } from '../engine/deletion.js';
import { Left } from './left-alone.js';

type Outcomes = Record<string, Foreseen>;

export function DeleteRecords(props: ActionProps): ReactElement {
  const { action, record, records, resource } = props;
  const chosen = record ? [record] : (records ?? []);
  const ids = chosen.map(({ id }) => String(id));
  const notice = useNotice();
  const navigate = useNavigate();
  const { key } = useLocation();
  const [foreseen, setForeseen] = useState<Outcomes | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [reason, setReason] = useState('');
  const api = new ApiClient();
  const common = { resourceId: resource.id, actionName: action.name };
  useEffect(() => {
    let current = true;
    const asked = record
      ? api.recordAction({ ...common, recordId: String(record.id) })
      : api.bulkAction({ ...common, recordIds: ids });
    asked
      .then(({ data }) => current && setForeseen((data.foreseen as Outcomes | undefined) ?? {}))
      .catch(() => current && setForeseen({}));
    return () => {
      current = false;
    };
  }, [resource.id, ids.join(',')]);
  const run = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const body = new FormData();
    if (reason.trim() !== '') body.set('reason', reason.trim());
    try {
      const { data } = record
        ? await api.recordAction({ ...common, recordId: String(record.id), method: 'post', data: body })
        : await api.bulkAction({ ...common, recordIds: ids, method: 'post', data: body });
      if (data.notice) notice(data.notice);
      // Each that was left alone is named here: the notice says how many.
      const left = (data.refused as Refused[] | undefined) ?? [];
      if (left.length > 0) {
        setRefused(left);
        setBusy(false);
        return;
      }
      // Back to the list as it was filtered; only who came by a link has none behind.
      if (data.redirectUrl && !record && key !== 'default') navigate(-1);
      else if (data.redirectUrl) navigate(`${data.redirectUrl}?refresh=true`, { replace: true });
    } catch {
      notice({ message: 'That did not work. Try again.', type: 'error' });
    }
    setBusy(false);
  };
  if (refused.length > 0)
    return <Left refused={refused} others={ids.length - refused.length} back={() => navigate(-1)} resourceId={resource.id} />;
  if (!foreseen) return <div className="crm-card crm-none">Looking at what would become of it…</div>;
  const asks = Object.values(foreseen).some((one) => one.asks);
  const possible = ids.filter((id) => foreseen[id]?.outcome !== 'refused').length;
  return (
    <form className="crm-card" onSubmit={(event) => void run(event)}>
      <h2>{record ? 'What will happen' : `What will happen to the ${chosen.length} chosen`}</h2>
      <ul className="crm-foreseen">
        {chosen.map(({ id, title }) => (
          <li key={id}>
            <strong>{title}</strong>
            <span className={foreseen[id]?.outcome === 'refused' ? 'bad' : undefined}>
              {foreseen[id]?.words ?? 'It is deleted.'}
            </span>
          </li>
        ))}
      </ul>
      {asks ? (
        <div style={{ margin: '0 0 20px', maxWidth: 480 }}>
          <Label htmlFor="delete-reason">Why</Label>
          <Input
            id="delete-reason"
            style={{ width: '100%' }}
            required
            maxLength={500}
            value={reason}
            onChange={(event: { target: { value: string } }) => setReason(event.target.value)}
          />
        </div>
      ) : null}
      {possible > 0 ? (
        <Button variant="contained" color="danger" type="submit" disabled={busy}>
          {possible === 1 ? buttonFor(Object.values(foreseen)) : `Do so with ${possible} of them`}
        </Button>
      ) : null}
    </form>
  );
}

const BUTTONS: Partial<Record<Foreseen['outcome'], string>> = {
  archived: 'Archive it',
  deactivated: 'Deactivate it',
  credited: 'Credit it',
  reversed: 'Take it back',
  voided: 'Void it',
  released: 'Release it',
  ended: 'End it',
  'struck out': 'Strike it out',
};

function buttonFor(foreseen: readonly Foreseen[]): string {
  const only = foreseen.find(({ outcome }) => outcome !== 'refused');
  return (only && BUTTONS[only.outcome]) ?? 'Delete it';
}
