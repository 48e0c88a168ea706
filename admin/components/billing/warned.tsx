/** What deserves a second look about a draft, before it is sent. */
import type { ReactElement } from 'react';
import type { Warning } from '../../../src/kernel/warnings.js';

export function Warned({ warnings }: { warnings: readonly Warning[] }): ReactElement | null {
  if (warnings.length === 0) return null;
  return (
    <section className="crm-alert warn" aria-label="Before it is sent">
      Before it is sent:
      <ul>
        {warnings.map(({ code, message }) => (
          <li key={`${code} ${message}`}>{message}</li>
        ))}
      </ul>
    </section>
  );
}
