/** An insurer's answer, line by line: what is neither paid, nor taken off, nor the patient's was denied, and is told as one types. */
import { Decimal } from 'decimal.js';
import { useNotice, type ActionProps } from 'adminjs';
import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import type { ClaimDetails, ClaimLine } from '../../../src/billing/claims/claims.dto.js';
import type { InsuranceList } from '../../../src/clients/policies/insurance.dto.js';
import { typedAmount } from '../../values/typed-money.js';
import { asRefusal, call, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { useAttempts, useKey } from './attempts.js';
import { Entry, faultAt } from './payment-fields.js';

const PARTS = ['paid', 'adjustment', 'patientShare'] as const;
type Part = (typeof PARTS)[number];
const LABELS: Readonly<Record<Part, string>> = { paid: 'Paid', adjustment: 'Taken off', patientShare: 'Patient’s share' };

type Said = Record<Part | 'remark', string>;
const NOTHING: Said = { paid: '', adjustment: '', patientShare: '', remark: '' };
const ZERO = new Decimal(0);

/** An amount as it was typed: nothing where it is empty, null where it is none. */
const amountOf = (text: string): Decimal | null => {
  if (text.trim() === '') return ZERO;
  const amount = typedAmount(text);
  return amount && !amount.isNegative() ? amount : null;
};

/** What of a line is denied; null where something typed is no amount. */
function deniedOf({ unsettled }: ClaimLine, said: Said): Decimal | null {
  const amounts = PARTS.map((part) => amountOf(said[part]));
  return amounts.some((one) => one === null)
    ? null
    : amounts.reduce<Decimal>((left, one) => left.minus(one ?? ZERO), new Decimal(unsettled));
}

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
  said: Said;
  first: boolean;
  fault: string;
  onChange: (said: Said) => void;
}

function Line({ line, said, first, fault, onChange }: LineProps): ReactElement {
  const formats = pageFormats();
  const denied = deniedOf(line, said);
  const name = `${line.description}, ${formats.day(line.serviceDate)}`;
  return (
    <tr>
      <td>
        {line.description}
        <div className="crm-none">
          {formats.day(line.serviceDate)} · {formats.money(line.unsettled)} to answer
        </div>
        {fault ? <small className="crm-fault">{fault}</small> : null}
      </td>
      {PARTS.map((part, index) => (
        <td key={part} className="number">
          <input
            className="crm-input"
            inputMode="decimal"
            maxLength={20}
            autoFocus={first && index === 0}
            aria-label={`${LABELS[part]}: ${name}`}
            aria-invalid={amountOf(said[part]) === null || undefined}
            value={said[part]}
            onChange={({ target: { value } }) => onChange({ ...said, [part]: value })}
          />
        </td>
      ))}
      <td>
        <input
          className="crm-input"
          maxLength={500}
          aria-label={`Remark: ${name}`}
          value={said.remark}
          onChange={({ target: { value } }) => onChange({ ...said, remark: value })}
        />
      </td>
      <td className="number">{denied === null ? '–' : formats.money(Decimal.max(ZERO, denied).toFixed(2))}</td>
    </tr>
  );
}

export function AnswerClaim({ record, resource }: ActionProps): ReactElement {
  const notice = useNotice();
  const navigate = useNavigate();
  const id = String(record?.id);
  const [facts, setFacts] = useState<Facts | null>(null);
  const [fault, setFault] = useState('');
  const [said, setSaid] = useState<Readonly<Record<string, Said>>>({});
  const [about, setAbout] = useState({ receivedOn: '', referenceNumber: '', denialReason: '', nextInsuranceId: '' });
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
  useEffect(() => {
    let here = true;
    factsOf(id).then(
      (found) => here && setFacts(found),
      (error: unknown) => here && setFault(asRefusal(error).message),
    );
    return () => {
      here = false;
    };
  }, [id]);
  if (fault)
    return (
      <p role="alert" className="crm-alert">
        {fault}
      </p>
    );
  if (!facts) return <p className="crm-card crm-none">Loading…</p>;
  const formats = pageFormats();
  const { claim, etag, next } = facts;
  const of = (line: ClaimLine): Said => said[line.lineId] ?? NOTHING;
  const sums = PARTS.map((part) => claim.lines.reduce((sum, line) => sum.plus(amountOf(of(line)[part]) ?? ZERO), ZERO));
  const denied = claim.lines.map((line) => deniedOf(line, of(line)));
  const allDenied = denied.reduce<Decimal>((sum, one) => sum.plus(Decimal.max(ZERO, one ?? ZERO)), ZERO);
  const wrong = denied.some((one) => one === null);
  const send = async (): Promise<void> => {
    const lines = claim.lines.map((line) => {
      const { remark, ...amounts } = of(line);
      const [paid, adjustment, patientShare] = PARTS.map((part) => (amountOf(amounts[part]) ?? ZERO).toFixed(2));
      return { lineId: line.lineId, paid, adjustment, patientShare, ...(remark.trim() && { remark: remark.trim() }) };
    });
    const rest = Object.fromEntries(Object.entries(about).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])));
    const body = { lines, ...rest };
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
    notice({ message: `Recorded: ${formats.money(data.amountPaid ?? '0.00')} paid in all.`, type: 'success' });
    navigate(`/admin/resources/${resource.id}/records/${id}/show?refresh=true`);
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
        <button
          type="button"
          className="crm-button"
          onClick={() =>
            setSaid(Object.fromEntries(claim.lines.map((line) => [line.lineId, { ...of(line), paid: line.unsettled }])))
          }
        >
          All was paid
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
              <th scope="col">Remark</th>
              <th scope="col" className="number">
                Denied
              </th>
            </tr>
          </thead>
          <tbody>
            {claim.lines.map((line, index) => (
              <Line
                key={line.lineId}
                line={line}
                said={of(line)}
                first={index === 0}
                fault={refusal?.faults.find(({ path }) => path.startsWith(`lines.${index}.`))?.message ?? ''}
                onChange={(now) => setSaid({ ...said, [line.lineId]: now })}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>In all</td>
              {sums.map((sum, index) => (
                <td key={PARTS[index]} className="number">
                  {formats.money(sum.toFixed(2))}
                </td>
              ))}
              <td />
              <td className="number">{formats.money(allDenied.toFixed(2))}</td>
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
      {field('denialReason', 'Why something was denied')}
      {refusal ? (
        <p role="alert" className="crm-fault">
          {refusal.message}
        </p>
      ) : null}
      <p>
        <button type="submit" className="crm-button main" disabled={busy || wrong}>
          Record the answer
        </button>
      </p>
    </form>
  );
}
