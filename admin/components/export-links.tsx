/** Links to the whole list as it is filtered, in the order that it is in. The browser saves the file; the page stays. */
import { Icon } from '@adminjs/design-system';
import type { ReactElement } from 'react';

const FORMATS = [
  ['xlsx', 'Excel'],
  ['csv', 'CSV'],
] as const;

/** @param search the page's own query: filter and order are in it */
export function ExportLinks({ resourceId, search }: { resourceId: string; search: string }): ReactElement {
  const address = (format: string): string => {
    const asked = [...new URLSearchParams(search)].filter(([name]) => /^(filters\..+|sortBy|direction)$/.test(name));
    return `/admin/exports/${resourceId}?${new URLSearchParams([['format', format], ...asked]).toString()}`;
  };
  return (
    <nav className="crm-export" aria-label="Export this list">
      <Icon icon="Download" size={14} />
      <span>Export</span>
      {FORMATS.map(([format, name]) => (
        <a key={format} href={address(format)} title={`All that this list shows, as ${name}`}>
          {name}
        </a>
      ))}
    </nav>
  );
}
