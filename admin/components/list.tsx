/** A list: its rows, and the way from page to page. */
import { Box, Icon } from '@adminjs/design-system';
import { useRecords, useSelectedRecords, type ActionProps } from 'adminjs';
import { useEffect, type ReactElement } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { pageFormats } from './page-formats.js';
import { RecordsTable } from './records-table.js';

export function ListRecords({ resource, setTag }: ActionProps): ReactElement {
  const { records, loading, direction, sortBy, page, total, fetchData, perPage } = useRecords(resource.id);
  const { selectedRecords, handleSelect, handleSelectAll, setSelectedRecords } = useSelectedRecords(records);
  const { search } = useLocation();
  useEffect(() => setTag?.(total.toString()), [total]);
  useEffect(() => setSelectedRecords([]), [resource.id]);
  useEffect(() => {
    const query = new URLSearchParams(search);
    const chosen = query.has('refresh') ? [] : (query.get('recordIds')?.split(',') ?? []);
    setSelectedRecords(records.filter(({ id }) => chosen.includes(String(id))));
  }, [search, records]);
  return (
    <Box variant="container" data-css={`${resource.id}-list-table-wrapper`}>
      <RecordsTable
        resource={resource}
        records={records}
        actionPerformed={() => void fetchData()}
        onSelect={handleSelect}
        onSelectAll={handleSelectAll}
        selectedRecords={selectedRecords}
        direction={direction}
        sortBy={sortBy}
        isLoading={loading}
      />
      <Pages page={page} last={Math.max(1, Math.ceil(total / perPage))} search={search} />
    </Box>
  );
}

function Pages({ page, last, search }: { page: number; last: number; search: string }): ReactElement | null {
  if (last === 1 && page === 1) return null;
  const to = (number: number): { search: string } => {
    const query = new URLSearchParams(search);
    query.set('page', String(number));
    return { search: query.toString() };
  };
  const { number } = pageFormats();
  const steps = [
    { icon: 'ChevronsLeft', label: 'First page', at: 1, there: page > 1 },
    { icon: 'ChevronLeft', label: 'Previous page', at: Math.min(page - 1, last), there: page > 1 },
    { icon: 'ChevronRight', label: 'Next page', at: page + 1, there: page < last },
    { icon: 'ChevronsRight', label: 'Last page', at: last, there: page < last },
  ];
  const link = ({ icon, label, at, there }: (typeof steps)[number]): ReactElement =>
    there ? (
      <Link key={label} className="crm-plain" to={to(at)} aria-label={label} title={label}>
        <Icon icon={icon} />
      </Link>
    ) : (
      <span key={label} className="crm-plain off" aria-hidden="true">
        <Icon icon={icon} />
      </span>
    );
  return (
    <nav className="crm-pages" aria-label="Pages of this list">
      {steps.slice(0, 2).map(link)}
      <span aria-current="page">{`Page ${number(page)} of ${number(last)}`}</span>
      {steps.slice(2).map(link)}
    </nav>
  );
}
