/** What papers say in other languages: the settings' words, services, taxes, each beside what it says now. */
import { useNotice } from 'adminjs';
import { useState, type KeyboardEvent, type ReactElement } from 'react';
import type { BillingText, BillingTextPage } from '../../../src/billing/texts/texts.dto.js';
import { call, read } from '../api.js';
import { useLeaving } from '../leaving.js';
import { useAttempts } from './attempts.js';
import { NotYet, useFacts } from './facts.js';

const NAMES = { EN: 'English', FR: 'French', ES: 'Spanish' } as const;
type Language = keyof typeof NAMES;
const LANGUAGES = Object.keys(NAMES) as Language[];
const SUBJECTS: Readonly<Record<BillingText['subject'], string>> = {
  TERMS: 'Terms and conditions',
  PAYMENT_INSTRUCTIONS: 'Payment instructions',
  FOOTER: 'Foot of papers',
  SERVICE: 'Service',
  TAX: 'Tax',
};
/** The others are one line. */
const LONG: ReadonlySet<BillingText['subject']> = new Set(['TERMS', 'PAYMENT_INSTRUCTIONS']);
const PATH = '/api/billing/texts';

/** What is typed of one text, by language. */
type Typed = Partial<Record<Language, string>>;

const changedIn = (text: BillingText, typed: Typed = {}): Language[] =>
  LANGUAGES.filter((language) => typed[language] !== undefined && typed[language] !== (text[language] ?? ''));

interface RowProps {
  text: BillingText;
  languages: readonly Language[];
  typed: Typed;
  onType: (typed: Typed) => void;
  onSaved: (text: BillingText) => void;
}

function Row({ text, languages, typed, onType, onSaved }: RowProps): ReactElement {
  const notice = useNotice();
  const { busy, refusal, attempt } = useAttempts();
  const changed = changedIn(text, typed);
  const name = text.code ?? SUBJECTS[text.subject];
  const save = (): void =>
    void attempt(async () => {
      const body = Object.fromEntries(changed.map((language) => [language, typed[language]?.trim() || null]));
      onSaved((await call<BillingText>('PUT', `${PATH}/${text.key}`, { body, what: 'text' })).data);
      onType({});
      notice({ message: 'Saved: new invoices and papers have it.', type: 'success' });
    });
  const field = (language: Language) => ({
    className: 'crm-input',
    style: { width: '100%', minWidth: 200, height: 'auto' },
    lang: language.toLowerCase(),
    'aria-label': `${name} in ${NAMES[language]}`,
    maxLength: 4000,
    value: typed[language] ?? text[language] ?? '',
    onChange: ({ target: { value } }: { target: { value: string } }) => onType({ ...typed, [language]: value }),
  });
  const onEnter = ({ key, nativeEvent }: KeyboardEvent): void => {
    if (key === 'Enter' && !nativeEvent.isComposing && !busy && changed.length > 0) save();
  };
  const rows = Math.min(8, Math.max(1, Math.ceil((text.text ?? '').length / 28)));
  return (
    <tr>
      <td style={{ width: '32%' }}>
        <b>{name}</b>
        <div className="crm-none" style={{ whiteSpace: 'pre-line' }}>
          {text.text}
        </div>
        {refusal ? (
          <p role="alert" className="crm-fault">
            {refusal.faults[0]?.message ?? refusal.message}
          </p>
        ) : null}
        {changed.length > 0 ? (
          <p style={{ marginTop: 8 }}>
            <button type="button" className="crm-button main" disabled={busy} onClick={save} aria-label={`Save ${name}`}>
              Save
            </button>
          </p>
        ) : null}
      </td>
      {languages.map((language) => (
        <td key={language}>
          {LONG.has(text.subject) ? (
            <textarea {...field(language)} rows={rows} />
          ) : (
            <input {...field(language)} onKeyDown={onEnter} />
          )}
        </td>
      ))}
    </tr>
  );
}

const LIMIT = 100;

async function page(missing: string, cursor: string | null): Promise<BillingTextPage> {
  return read<BillingTextPage>(PATH, { limit: LIMIT, ...(missing && { missing }), ...(cursor && { cursor }) });
}

export function BillingTexts(): ReactElement {
  const [missing, setMissing] = useState('');
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({});
  const { busy, attempt } = useAttempts();
  const { facts, setFacts, fault } = useFacts(async (lacking) => {
    const [{ primaryLanguage }, first] = await Promise.all([
      read<{ primaryLanguage: string }>('/api/practice'),
      page(lacking, null),
    ]);
    return { own: primaryLanguage, ...first };
  }, missing);
  useLeaving((facts?.items ?? []).some((text) => changedIn(text, typed[text.key]).length > 0));
  if (!facts) return <NotYet fault={fault} />;
  const { items, own, nextCursor } = facts;
  // What was said in the practice's language before it became that is still used, and is not hidden.
  const languages = LANGUAGES.filter((language) => language !== own || items.some((one) => one[language] !== null));
  const more = (): void =>
    void attempt(async () => {
      const next = await page(missing, nextCursor);
      setFacts({ ...facts, ...next, items: [...items, ...next.items] });
    });
  return (
    <section className="crm-card" aria-label="Papers in other languages">
      <p>
        A paper in a language that is empty here says it as it stands on the left. Lines and terms that stand on invoices keep
        what they say.
      </p>
      <div className="crm-asked">
        <label>
          <span>Show</span>
          <select className="crm-input" value={missing} onChange={({ target: { value } }) => setMissing(value)}>
            <option value="">All texts</option>
            {languages.map((language) => (
              <option key={language} value={language}>
                Without {NAMES[language]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {items.length === 0 ? (
        <p role="status">There is nothing to say in other languages.</p>
      ) : (
        <div className="crm-scroll" tabIndex={0} role="group" aria-label="Texts, a table">
          <table className="crm-table">
            <thead>
              <tr>
                <th scope="col">Text</th>
                {languages.map((language) => (
                  <th key={language} scope="col">
                    {NAMES[language]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((text) => (
                <Row
                  key={text.key}
                  text={text}
                  languages={languages}
                  typed={typed[text.key] ?? {}}
                  onType={(now) => setTyped((before) => ({ ...before, [text.key]: now }))}
                  onSaved={(saved) =>
                    setFacts((now) => now && { ...now, items: now.items.map((one) => (one.key === saved.key ? saved : one)) })
                  }
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {nextCursor ? (
        <button type="button" className="crm-button" disabled={busy} onClick={more}>
          Show more
        </button>
      ) : null}
    </section>
  );
}
