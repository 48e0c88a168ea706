/** What the server does by itself: when last, how it went, and a button to have it done now. */
import { Button, Icon } from '@adminjs/design-system';
import { useNotice } from 'adminjs';
import { useCallback, useEffect, useRef, useState, type ReactElement } from 'react';
import type { Job, JobList, JobState } from '../../src/jobs/jobs.dto.js';
import { pageFormats } from './page-formats.js';
import { useZone } from './parts.js';

const LOST = 'The server could not be reached. Try again in a moment.';
/** After "Run now" it is looked at so often, so many times: no longer, so that a forgotten page lets its session end. */
const LOOK_MS = 1500;
const LOOKS = 12;

const STATES: Record<JobState, { text: string; look: string }> = {
  NEVER: { text: 'Has not run of late', look: 'quiet' },
  RUNNING: { text: 'Running', look: '' },
  DONE: { text: 'Done', look: 'good' },
  RETRYING: { text: 'Failed, is tried again', look: 'warn' },
  FAILED: { text: 'Failed', look: 'bad' },
};

/** The answer, or what went wrong in words. */
async function ask(method: 'GET' | 'POST', path: string): Promise<{ list?: JobList; fault?: string }> {
  try {
    const response = await fetch(path, { method, headers: { Accept: 'application/json' } });
    if (response.status === 401) window.location.reload();
    const body = (response.status === 204 ? {} : await response.json()) as Partial<JobList> & { detail?: string };
    if (!response.ok) return { fault: body.detail ?? LOST };
    return body.items ? { list: body as JobList } : {};
  } catch {
    return { fault: LOST };
  }
}

function When({ at, zone }: { at: string | null; zone: string }): ReactElement {
  if (at === null) return <span className="crm-none">–</span>;
  const text = pageFormats().precise(new Date(at), zone);
  return <time dateTime={at}>{text}</time>;
}

function waiting({ queued, active, retrying, failed }: Job): string {
  const parts = [
    active > 0 && `${active} running`,
    queued > 0 && `${queued} waiting`,
    retrying > 0 && `${retrying} to try again`,
    failed > 0 && `${failed} failed in the last day`,
  ];
  return parts.filter(Boolean).join(', ');
}

function Row({ job, zone, busy, run }: { job: Job; zone: string; busy: boolean; run: () => void }): ReactElement {
  const { text, look } = STATES[job.state];
  return (
    <tr>
      <td>
        <strong>{job.title}</strong>
        <div className="crm-none">{job.description}</div>
        <div className="crm-none">Runs {job.schedule}.</div>
      </td>
      <td>
        <When at={job.lastStartedAt} zone={zone} />
      </td>
      <td>
        <span className={`crm-badge ${look}`}>{text}</span>
        <div className="crm-none">{waiting(job)}</div>
      </td>
      <td>{job.lastDone ?? <span className="crm-none">–</span>}</td>
      <td>
        {job.lastError === null ? (
          <span className="crm-none">–</span>
        ) : (
          <>
            {job.lastError}
            <div className="crm-none">
              <When at={job.lastErrorAt} zone={zone} />
            </div>
          </>
        )}
      </td>
      <td>
        <Button size="sm" style={{ whiteSpace: 'nowrap' }} disabled={busy} onClick={run} aria-label={`Run now: ${job.title}`}>
          Run now
        </Button>
      </td>
    </tr>
  );
}

export function Jobs(): ReactElement {
  const zone = useZone();
  const notice = useNotice();
  const [list, setList] = useState<JobList | null>(null);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState('');
  const left = useRef(0);
  const look = useCallback(async (): Promise<void> => {
    const answer = await ask('GET', '/api/jobs');
    if (answer.list) setList(answer.list);
    setFault(answer.fault ?? '');
  }, []);
  useEffect(() => {
    void look();
    const timer = setInterval(() => {
      if (left.current === 0) return;
      left.current -= 1;
      void look();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [look]);
  const run = async ({ name, title }: Job): Promise<void> => {
    setBusy(name);
    const answer = await ask('POST', `/api/jobs/${name}/run`);
    notice(
      answer.fault === undefined
        ? { message: `${title}: it runs in a moment.`, type: 'success' }
        : { message: answer.fault, type: 'error' },
    );
    left.current = LOOKS;
    await look();
    setBusy('');
  };
  return (
    <div className="crm-home">
      <div className="crm-head-row">
        <h1>Jobs</h1>
        <button type="button" className="crm-plain" onClick={() => void look()}>
          <Icon icon="RefreshCw" />
          <span>Refresh</span>
        </button>
      </div>
      <p className="lead">What the server does by itself. A job that fails is tried again; the server’s log says more.</p>
      {fault ? (
        <p className="crm-card" role="alert">
          {fault}
        </p>
      ) : null}
      {list?.problem ? (
        <p className="crm-card" role="status" style={{ marginBottom: 16 }}>
          {list.problem}
        </p>
      ) : null}
      {list ? (
        <section className="crm-card" aria-label="Jobs">
          <div className="crm-scroll">
            <table className="crm-table" style={{ minWidth: 720 }}>
              <thead>
                <tr>
                  <th>Job</th>
                  <th>Last run</th>
                  <th>How it stands</th>
                  <th>Dealt with</th>
                  <th>Last fault</th>
                  <th>
                    <span className="crm-unseen">Run now</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {list.items.map((job) => (
                  <Row key={job.name} job={job} zone={zone} busy={busy !== ''} run={() => void run(job)} />
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ) : fault ? null : (
        <p className="crm-none">Loading…</p>
      )}
    </div>
  );
}
