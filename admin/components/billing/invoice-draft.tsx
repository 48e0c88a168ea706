/** The lines of a draft, changed where they stand: what they come to follows as one types, and each is saved by itself. */
import { Decimal } from 'decimal.js';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { InvoiceDetails, InvoiceLine, LinePreview } from '../../../src/billing/invoices/invoices.dto.js';
import { type AppliedTax, invoiceFigures } from '../../../src/billing/rules/line.js';
import type { ServiceCode, ServiceCodePage } from '../../../src/billing/services/service-codes.dto.js';
import { bodyOf, figuresOfTyped, type TypedLine } from '../../values/typed-money.js';
import { asRefusal, call, read, type Refusal } from '../api.js';
import { practiceToday } from '../page-formats.js';
import { useLeaving } from '../leaving.js';
import { useAttempts } from './attempts.js';
import { LineFields } from './invoice-line-fields.js';
import { RemoveLine } from './invoice-line-remove.js';
import { Totals } from './invoice-totals.js';

/** The services for new lines are all in one list. */
const MOST_PAGES = 5;
const NEW = 'new';

const typedOf = ({ serviceDate, description, quantity, unitPrice, discountAmount, discountPercent }: InvoiceLine): TypedLine => ({
  serviceDate,
  description,
  quantity: new Decimal(quantity).toString(),
  unitPrice,
  discount: discountPercent !== null ? `${discountPercent}%` : new Decimal(discountAmount).isZero() ? '' : discountAmount,
});
const taxesOf = ({ taxes }: Pick<InvoiceLine, 'taxes'>): AppliedTax[] =>
  taxes.map(({ name, rate, registrationNumber }) => ({ name, rate: new Decimal(rate), taxRateId: null, registrationNumber }));
const same = (one: TypedLine, other: TypedLine): boolean => Object.keys(bodyOf(one, other)).length === 0;

async function allServices(clientId: string, on: string): Promise<ServiceCode[]> {
  const found: ServiceCode[] = [];
  let cursor: string | null = '';
  for (let page = 0; page < MOST_PAGES && cursor !== null; page++) {
    const got: ServiceCodePage = await read<ServiceCodePage>('/api/billing/service-codes', {
      isActive: true,
      clientId,
      on,
      limit: 200,
      cursor,
    });
    found.push(...got.items);
    cursor = got.nextCursor;
  }
  return found;
}

/** Of a new line, until the API has told them: those of the same service on this invoice; null where nothing is known. */
function taxesFor(service: ServiceCode, lines: readonly InvoiceLine[]): AppliedTax[] | null {
  if (service.taxPurpose === null) {
    const rate = new Decimal(service.taxRate);
    return rate.isZero() ? [] : [{ name: 'Tax', rate, taxRateId: null, registrationNumber: null }];
  }
  const like = lines.find(({ serviceCodeId }) => serviceCodeId === service.id);
  return like ? taxesOf(like) : null;
}

/** The taxes of a service on that day, as the API works them out; null until they are known. */
function useTaxes(invoiceId: string, service: ServiceCode | null, day: string): AppliedTax[] | null {
  const [told, setTold] = useState<{ of: string; taxes: AppliedTax[] } | null>(null);
  const of = service ? `${service.id} ${day}` : '';
  useEffect(() => {
    if (!service || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return;
    let here = true;
    const body = { serviceCodeId: service.id, serviceDate: day, unitPrice: '0.00' };
    call<LinePreview>('POST', `/api/billing/invoices/${invoiceId}/lines/preview`, { body }).then(
      ({ data }) => here && setTold({ of, taxes: taxesOf(data) }),
      // What is wrong with it is told when it is added.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [invoiceId, of]);
  return told?.of === of ? told.taxes : null;
}

interface Props {
  invoice: InvoiceDetails;
  etag: string | undefined;
  /** Takes what the API answered. */
  changed: (invoice: InvoiceDetails, etag: string | undefined) => void;
  /** Reads it again: somebody else has changed it. */
  again: () => Promise<void>;
}

export function Draft({ invoice, etag, changed, again }: Props): ReactElement {
  const today = practiceToday();
  const [typed, setTyped] = useState<Record<string, TypedLine>>({});
  const [services, setServices] = useState<ServiceCode[]>([]);
  const [service, setService] = useState<ServiceCode | null>(null);
  const [day, setDay] = useState(today);
  /** Which line the refusal is about. */
  const [at, setAt] = useState('');
  const [said, setSaid] = useState('');
  const { busy, refusal, attempt } = useAttempts();
  const told = useTaxes(invoice.id, service, day);
  const picker = useRef<HTMLSelectElement>(null);
  const fresh: TypedLine = typed[NEW] ?? { serviceDate: day, description: '', quantity: '1', unitPrice: '', discount: '' };
  useLeaving(
    service !== null ||
      invoice.lines.some((line) => typed[line.id] !== undefined && !same(typed[line.id] as TypedLine, typedOf(line))),
  );
  useEffect(() => {
    let here = true;
    if (/^\d{4}-\d{2}-\d{2}$/.test(day))
      allServices(invoice.clientId, day).then(
        (found) => here && setServices(found),
        () => undefined,
      );
    return () => {
      here = false;
    };
  }, [invoice.clientId, day]);
  // What a service costs follows the day, unless somebody typed a price.
  const priced = services.find(({ id }) => id === service?.id);
  useEffect(() => {
    if (!service || !priced || priced.rate === service.rate) return;
    if (fresh.unitPrice === service.rate) setTyped({ ...typed, [NEW]: { ...fresh, unitPrice: priced.rate } });
    setService(priced);
  }, [priced?.rate]);

  const forget = (id: string): void => setTyped(({ [id]: _gone, ...others }) => others);
  const send = (id: string, words: string, method: string, path: string, body?: object): Promise<boolean> => {
    setAt(id);
    setSaid('');
    return attempt(async () => {
      try {
        const answer = await call<InvoiceDetails>(method, `/api/billing/invoices/${invoice.id}/lines${path}`, {
          body,
          etag,
          what: 'invoice',
        });
        forget(id);
        changed(answer.data, answer.etag);
        setSaid(words);
      } catch (error) {
        if ([409, 412].includes(asRefusal(error).status)) await again().catch(() => undefined);
        throw error;
      }
    });
  };
  const add = async (): Promise<void> => {
    if (!service) return;
    const { unitPrice, ...rest } = bodyOf(fresh);
    const body = { ...rest, serviceCodeId: service.id, ...(fresh.unitPrice !== service.rate && { unitPrice }) };
    if (!(await send(NEW, 'The line was added.', 'POST', '', body))) return;
    setService(null);
    picker.current?.focus();
  };
  const remove = async (id: string): Promise<void> => {
    if (!(await send(id, 'The line was removed.', 'DELETE', `/${id}`))) return;
    // Its buttons are gone: the keyboard goes on below, and the page stays where it is.
    picker.current?.focus({ preventScroll: true });
  };
  const choose = (id: string): void => {
    const chosen = services.find((one) => one.id === id) ?? null;
    setService(chosen);
    if (chosen) setTyped({ ...typed, [NEW]: { ...fresh, description: chosen.lineDescription, unitPrice: chosen.rate } });
    else forget(NEW);
  };
  const refusalAt = (id: string): Refusal | null => (at === id ? refusal : null);

  const rows = invoice.lines.map((line) => ({ line, now: typed[line.id] ?? typedOf(line), taxes: taxesOf(line) }));
  const newTaxes = service ? (told ?? taxesFor(service, invoice.lines)) : [];
  const figures = [
    ...rows.map(({ now, taxes }) => figuresOfTyped(now, taxes).figures),
    ...(service ? [figuresOfTyped(fresh, newTaxes ?? []).figures] : []),
  ];
  const complete = figures.every((one) => one !== null);
  return (
    <section className="crm-below" aria-label="Lines">
      <h2>Lines</h2>
      {rows.map(({ line, now, taxes }, index) => (
        <LineFields
          key={line.id}
          id={`line-${line.id}`}
          name={`Line ${index + 1}`}
          line={now}
          taxes={taxes}
          refusal={refusalAt(line.id)}
          head={
            <>
              <b>{line.code}</b>
              {line.learnerName ? ` · ${line.learnerName}` : ''}
              {line.reason ? <span className="crm-none"> · {line.reason}</span> : null}
            </>
          }
          onChange={(changedLine) => setTyped({ ...typed, [line.id]: changedLine })}
          onSave={() =>
            void (same(now, typedOf(line))
              ? forget(line.id)
              : send(line.id, 'Saved.', 'PUT', `/${line.id}`, bodyOf(now, typedOf(line))))
          }
        >
          {same(now, typedOf(line)) ? (
            <Link
              className="crm-button"
              to={`/admin/resources/InvoiceLineItem/records/${line.id}/edit`}
              aria-label={`More of line ${index + 1}`}
            >
              More
            </Link>
          ) : (
            <button type="submit" className="crm-button main" disabled={busy}>
              Save
            </button>
          )}
          <RemoveLine name={`line ${index + 1}`} busy={busy} onRemove={() => void remove(line.id)} />
        </LineFields>
      ))}
      {rows.length === 0 ? <p className="crm-none">No lines yet. Choose a service.</p> : null}
      <LineFields
        id="line-new"
        name="New line"
        line={fresh}
        taxes={newTaxes}
        refusal={refusalAt(NEW)}
        quiet={service === null}
        head={
          <label>
            <span>Service</span>
            <select ref={picker} className="crm-input" value={service?.id ?? ''} onChange={(event) => choose(event.target.value)}>
              <option value="">Add a service…</option>
              {services.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.code} · {one.description}
                </option>
              ))}
            </select>
          </label>
        }
        onChange={(line) => {
          setDay(line.serviceDate);
          setTyped({ ...typed, [NEW]: line });
        }}
        onSave={() => void add()}
      >
        <button type="submit" className="crm-button main" disabled={busy || service === null}>
          Add line
        </button>
      </LineFields>
      <p role="status" className="crm-none">
        {said}
      </p>
      <Totals
        invoice={invoice}
        taxes={figures.flatMap((one) => one?.taxes ?? [])}
        figures={complete ? invoiceFigures(figures.filter((one) => one !== null)) : null}
        saved={rows.map(({ line, taxes }) => figuresOfTyped(typedOf(line), taxes).figures).filter((one) => one !== null)}
        note={newTaxes === null ? 'The taxes of the new line come with it when it is added.' : ''}
      />
    </section>
  );
}
