/** The search box above a list. What it looks for stands in the address, as the list's filters do. */
import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

const WORDS = 'filters.displayName';

export function ListSearch({ what }: { what: string }): ReactElement {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const present = new URLSearchParams(search).get(WORDS) ?? '';
  const [typed, setTyped] = useState(present);
  useEffect(() => setTyped(present), [present, pathname]);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const query = new URLSearchParams(search);
    const words = typed.trim();
    if (words) query.set(WORDS, words);
    else query.delete(WORDS);
    // From the first page on, and the best match first.
    for (const name of ['page', 'sortBy', 'direction']) query.delete(name);
    navigate(`${pathname}?${query.toString()}`);
  };
  return (
    <form role="search" className="crm-list-search" onSubmit={onSubmit}>
      <input
        type="search"
        className="crm-input"
        aria-label={`Search ${what}`}
        placeholder={`Search ${what}`}
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="crm-plain">
        Search
      </button>
    </form>
  );
}
