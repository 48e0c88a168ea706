/** Warnings in the cell of a table. */
import type { ReactElement } from 'react';
import type { Warning } from '../../src/kernel/warnings.js';

/** What deserves a second look about a client's invoice. */
export const Warnings = ({ warnings }: { warnings: readonly Warning[] }): ReactElement => (
  <>
    {warnings.map(({ code, message }) => (
      <div
        key={`${code} ${message}`}
        className="crm-badge warn"
        style={{ display: 'block', width: 'fit-content', marginTop: 4, borderRadius: 6, maxWidth: '60ch' }}
      >
        {message}
      </div>
    ))}
  </>
);
