/** An insurer's answer, line by line. What is denied is said on purpose, with its reason; what is paid beyond the claim is asked about. */
import { Decimal } from 'decimal.js';
import { useNotice, type ActionProps } from 'adminjs';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import type { ClaimDetails, ClaimLine } from '../../../src/billing/claims/claims.dto.js';
import type { InsuranceList } from '../../../src/clients/policies/insurance.dto.js';
import { answerOf, bodyOfAnswer, LABELS, type LineSaid, type Part, PARTS, NOTHING_SAID } from '../../values/typed-answer.js';
import { asRefusal, call, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { NotYet, useFacts } from './facts.js';
import { useAttempts, useKey } from './attempts.js';
import { Entry, faultAt } from './payment-fields.js';

const ZERO = new Decimal(0);

interface Facts {
  claim: ClaimDetails;
  etag: string | undefined;
  /** Other policies of the client, which may owe the patient's share. */
  next: { id: string; name: string }[];
}

async function factsOf(id: string): Promise<Facts> {
  const { data: claim, etag } = await call<ClaimDetails>('GET', `/api/billing/claims/${id}`);
  const policies = await read<InsuranceList>(`/api/clients/${claim.clientId}/insurance`).catch(() => ({ items: [] }));
  const next = policies.items
    .filter((one) => one.id !== claim.insuranceId)
    .map((one) => ({ id: one.id, name: `${one.insuranceProviderName}, ${one.policyNumber}` }));
  return { claim, etag, next };
}

interface LineProps {
  line: ClaimLine;
  said: LineSaid;
  first: boolean;
  /** What is wrong, by part, and with the whole of it. */
  faults: Partial<Record<Part | 'whole', string>>;
  denied: Decimal;
  onChange: (said: LineSaid) => void;
}

function Line({ line, said, first, faults, denied, onChange }: LineProps): ReactElement {
  const formats = pageFormats();
  const name = `${line.description}, ${formats.day(line.serviceDate)}`;
  const id = (part: string): string => `answer-${line.lineId}-${part}`;
  return (
    <tr>
      <td>
        {line.description}
        <div className="crm-none">
          {formats.day(line.serviceDate)} · {formats.money(line.unsettled)} to answer
        </div>
        {faults.whole ? <small className="crm-fault">{faults.whole}</small> : null}
      </td>
      {PARTS.map((part, index) => (
        <td key={part} className="number">
          <input
            className="crm-input"
            inputMode="decimal"
            maxLength={20}
            autoFocus={first && index === 0}
            aria-label={`${LABELS[part]}: ${name}`}
            aria-invalid={faults[part] ? true : undefined}
            aria-describedby={faults[part] ? id(part) : undefined}
            disabled={said.isDenied}
            value={said[part]}
            onChange={({ target: { value } }) => onChange({ ...said, [part]: value })}
          />
          {faults[part] ? (
            <small className="crm-fault" id={id(part)}>
              {faults[part]}
            </small>
          ) : null}
        </td>
      ))}
      <td>
        <label className="tick">
          <input
            type="checkbox"
            aria-label={`Denied: ${name}`}
            checked={said.isDenied}
            onChange={({ target: { checked } }) => onChange({ ...NOTHING_SAID, remark: said.remark, isDenied: checked })}
          />
          <span>{denied.isZero() ? '–' : formats.money(denied.toFixed(2))}</span>
        </label>
      </td>
      <td>
        <input
          className="crm-input"
          maxLength={500}
          aria-label={`Remark: ${name}`}
          value={said.remark}
          onChange={({ target: { value } }) => onChange({ ...said, remark: value })}
        />
      </td>
    </tr>
  );
}

export function AnswerClaim({ record, resource }: ActionProps): ReactElement {
  const notice = useNotice();
  const navigate = useNavigate();
  const id = String(record?.id);
  const { facts, setFacts, fault } = useFacts(factsOf, id);
  const [said, setSaid] = useState<Readonly<Record<string, LineSaid>>>({});
  const [about, setAbout] = useState({ receivedOn: '', referenceNumber: '', denialReason: '', nextInsuranceId: '' });
  const [sure, setSure] = useState({ denied: false, over: false });
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
  if (!facts) return <NotYet fault={fault} />;
  const formats = pageFormats();
  const { claim, etag, next } = facts;
  const lines = claim.lines.filter(({ unsettled }) => !new Decimal(unsettled).isZero());
  const of = (line: ClaimLine): LineSaid => said[line.lineId] ?? NOTHING_SAID;
  const answer = answerOf(
    lines.map((line) => ({ ...line, said: of(line) })),
    about.denialReason,
  );
  const change = (now: Readonly<Record<string, LineSaid>>): void => {
    setSaid(now);
    // What was confirmed was another answer.
    setSure({ denied: false, over: false });
  };
  const all = (words: (line: ClaimLine) => Partial<LineSaid>): void =>
    change(Object.fromEntries(lines.map((line) => [line.lineId, { ...NOTHING_SAID, remark: of(line).remark, ...words(line) }])));
  const send = async (): Promise<void> => {
    const rest = Object.fromEntries(Object.entries(about).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])));
    const body = { lines: bodyOfAnswer(lines.map((line) => ({ ...line, said: of(line) }))), ...rest };
    const { data } = await call<ClaimDetails>('POST', `/api/billing/claims/${id}/answer`, {
      body,
      etag,
      key: keyFor(body),
      what: 'claim',
    }).catch(async (error: unknown) => {
      // Somebody else changed it meanwhile: it is read again, and what was typed stays.
      if ([409, 412].includes(asRefusal(error).status)) setFacts(await factsOf(id).catch(() => facts));
      throw error;
    });
    const words =
      data.status === 'DENIED' ? 'Recorded: denied.' : `Recorded: ${formats.money(data.amountPaid ?? '0.00')} paid in all.`;
    notice({ message: words, type: 'success' });
    navigate(`/admin/resources/${resource.id}/records/${id}/show?refresh=true`, { replace: true });
  };
  const field = (name: keyof typeof about, label: string, hint = '', type = 'text'): ReactElement => (
    <Entry id={name} label={label} hint={hint} fault={faultAt(refusal, name)}>
      {(described) => (
        <input
          {...described}
          className="crm-input"
          type={type}
          maxLength={type === 'date' ? undefined : name === 'referenceNumber' ? 100 : 1000}
          value={about[name]}
          onChange={({ target: { value } }) => setAbout({ ...about, [name]: value })}
        />
      )}
    </Entry>
  );
  return (
    <form
      className="crm-card crm-paying crm-answering"
      aria-label="Record answer"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void attempt(send);
      }}
    >
      <p>
        What did {claim.insurerName} answer to {formats.money(claim.amountClaimed)} of invoice {claim.invoiceNumber}?{' '}
        <button type="button" className="crm-button" onClick={() => all(({ unsettled }) => ({ paid: unsettled }))}>
          All was paid
        </button>{' '}
        <button type="button" className="crm-button" onClick={() => all(() => ({ isDenied: true }))}>
          All was denied
        </button>
      </p>
      <div className="crm-scroll" tabIndex={0} role="group" aria-label="Lines, a table">
        <table className="crm-table">
          <thead>
            <tr>
              <th scope="col">Line</th>
              {PARTS.map((part) => (
                <th key={part} scope="col" className="number">
                  {LABELS[part]}
                </th>
              ))}
              <th scope="col">Denied</th>
              <th scope="col">Remark</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <Line
                key={line.lineId}
                line={line}
                said={of(line)}
                first={index === 0}
                faults={{
                  whole: refusal?.faults.find(({ path }) => path.startsWith(`lines.${index}.`))?.message,
                  ...answer.lines[index]?.faults,
                }}
                denied={answer.lines[index]?.denied ?? ZERO}
                onChange={(now) => change({ ...said, [line.lineId]: now })}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>In all</td>
              {PARTS.map((part) => (
                <td key={part} className="number">
                  {formats.money(answer.sums[part].toFixed(2))}
                </td>
              ))}
              <td>{formats.money(answer.denied.toFixed(2))}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      {next.length > 0 ? (
        <Entry id="nextInsuranceId" label="Who owes the patient’s share" fault={faultAt(refusal, 'nextInsuranceId')}>
          {(described) => (
            <select
              {...described}
              className="crm-input"
              value={about.nextInsuranceId}
              onChange={({ target: { value } }) => setAbout({ ...about, nextInsuranceId: value })}
            >
              <option value="">The client</option>
              {next.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Entry>
      ) : null}
      {field('referenceNumber', 'Reference of the payment')}
      {field('receivedOn', 'Day', 'Empty: today.', 'date')}
      {answer.denied.isZero() ? null : field('denialReason', 'Why it was denied', answer.wantsReason ? '' : 'May stay empty.')}
      {answer.over.isZero() ? null : (
        <label className="tick">
          <input
            type="checkbox"
            required
            checked={sure.over}
            onChange={({ target: { checked } }) => setSure({ ...sure, over: checked })}
          />
          <span>{formats.money(answer.over.toFixed(2))} more was paid than is claimed. It stands on the insurer’s account.</span>
        </label>
      )}
      {answer.denied.isZero() ? null : (
        <label className="tick">
          <input
            type="checkbox"
            required
            checked={sure.denied}
            onChange={({ target: { checked } }) => setSure({ ...sure, denied: checked })}
          />
          <span>
            {formats.money(answer.denied.toFixed(2))} was denied. It stays with the insurer until it is appealed or the client is
            asked for it.
          </span>
        </label>
      )}
      {refusal ? (
        <p role="alert" className="crm-fault">
          {refusal.message}
        </p>
      ) : null}
      <p>
        <button
          type="submit"
          className="crm-button main"
          disabled={busy || answer.missing !== ''}
          aria-describedby={answer.missing ? 'answer-missing' : undefined}
        >
          Record the answer
        </button>{' '}
        <span className="crm-none" id="answer-missing" role="status">
          {answer.missing}
        </span>
      </p>
    </form>
  );
}
