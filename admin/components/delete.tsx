/** Before a deletion: what will become of each record, as the server foresees it; what can't be deleted is said with what stands in the way. */
import { Button } from '@adminjs/design-system';
import { ApiClient, useNotice, type ActionProps } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import type { Foreseen } from '../engine/deletion.js';

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
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      const { data } = record
        ? await api.recordAction({ ...common, recordId: String(record.id), method: 'post', data: new FormData() })
        : await api.bulkAction({ ...common, recordIds: ids, method: 'post' });
      if (data.notice) notice(data.notice);
      // Back to the list as it was filtered; only who came by a link has none behind.
      if (data.redirectUrl && !record && key !== 'default') navigate(-1);
      else if (data.redirectUrl) navigate(`${data.redirectUrl}?refresh=true`);
    } catch {
      notice({ message: 'That did not work. Try again.', type: 'error' });
    }
    setBusy(false);
  };
  if (!foreseen) return <div className="crm-card crm-none">Looking at what would become of it…</div>;
  const possible = ids.filter((id) => foreseen[id]?.outcome !== 'refused').length;
  return (
    <div className="crm-card">
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
      {possible > 0 ? (
        <Button variant="contained" color="danger" disabled={busy} onClick={() => void run()}>
          {possible === 1 ? buttonFor(Object.values(foreseen)) : `Do so with ${possible} of them`}
        </Button>
      ) : null}
    </div>
  );
}

const BUTTONS: Record<string, string> = { archived: 'Archive it', deactivated: 'Deactivate it' };

function buttonFor(foreseen: readonly Foreseen[]): string {
  const only = foreseen.find(({ outcome }) => outcome !== 'refused');
  return BUTTONS[only?.outcome ?? ''] ?? 'Delete it';
}
