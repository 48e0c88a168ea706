/** A paper that can't be made yet: what is missing, in words, where the button was pressed. */
import { ApiClient, type ActionProps } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import type { LookedAt } from '../engine/action.js';

export interface Looked {
  missing: string[];
  /** A refusal that says no list. */
  fault: string;
}

/** Whether the file of an action is there. */
export async function lookAt(resourceId: string, recordId: string, actionName: string): Promise<Looked> {
  const failed = { missing: [], fault: 'That did not work. Try again.' };
  try {
    const { data } = await new ApiClient().recordAction({ resourceId, recordId, actionName });
    const { missing } = data as unknown as Partial<LookedAt>;
    return missing ? { missing, fault: '' } : { missing: [], fault: data.notice?.message ?? failed.fault };
  } catch {
    return failed;
  }
}

export function MissingFile({ action, record, resource }: ActionProps): ReactElement {
  const [looked, setLooked] = useState<Looked | null>(null);
  const id = String(record?.id);
  useEffect(() => {
    let here = true;
    void lookAt(resource.id, id, action.name).then((found) => here && setLooked(found));
    return () => {
      here = false;
    };
  }, [resource.id, id, action.name]);
  if (!looked) return <p className="crm-card crm-none">Looking…</p>;
  if (looked.fault)
    return (
      <p role="alert" className="crm-alert">
        {looked.fault}
      </p>
    );
  const href = String((action.custom as { fileOf?: string } | undefined)?.fileOf).replace('{id}', id);
  return (
    <section className="crm-card" aria-label="What is missing">
      {looked.missing.length === 0 ? (
        <p>
          Nothing is missing.{' '}
          <a className="crm-link" style={{ textDecoration: 'underline' }} href={href} target="_blank" rel="noreferrer">
            Open it
          </a>
        </p>
      ) : (
        <>
          <p>It can’t be made yet. What it has to say, and does not:</p>
          <ul>
            {looked.missing.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
