/** Some of many, by check boxes behind a button; a long list has a line to look for them. */
import { useEffect, useRef, useState, type ReactElement } from 'react';

interface Props {
  label: string;
  /** What is said where nothing is chosen. */
  all: string;
  options: readonly { id: string; name: string }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

const LONG = 10;

export function Choice({ label, all, options, chosen, onChange }: Props): ReactElement {
  const [words, setWords] = useState('');
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const elsewhere = (event: Event): void => {
      if (place.current?.open && !place.current.contains(event.target as Node)) place.current.open = false;
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, []);
  const names = chosen.map((id) => options.find((one) => one.id === id)?.name ?? `No. ${id}`);
  const said = names.length === 0 ? all : names.length > 2 ? `${names.length} chosen` : names.join(', ');
  const found = options.filter(({ name }) => name.toLowerCase().includes(words.trim().toLowerCase()));
  const close = (): void => {
    if (!place.current) return;
    place.current.open = false;
    place.current.querySelector('summary')?.focus();
  };
  return (
    <details
      className="cal-choice"
      ref={place}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <summary className="crm-input">
        <span className="cal-unseen">{label}: </span>
        {said}
      </summary>
      <div className="cal-options" role="group" aria-label={label}>
        {options.length > LONG ? (
          <input
            className="crm-input"
            placeholder="Look for a name"
            aria-label="Look for a name"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        ) : null}
        <button type="button" className="crm-plain" disabled={chosen.length === 0} onClick={() => onChange([])}>
          {all}
        </button>
        {found.map((one) => (
          <label key={one.id}>
            <input
              type="checkbox"
              checked={chosen.includes(one.id)}
              onChange={(event) => onChange(event.target.checked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
            />
            {one.name}
          </label>
        ))}
      </div>
    </details>
  );
}
