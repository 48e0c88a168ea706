/** What deserves a second look about a draft before it is sent, or about a claim. */
import type { ReactElement } from 'react';
import type { Warning } from '../../../src/kernel/warnings.js';

interface Props {
  warnings: readonly Warning[];
  /** What stands above them. */
  says?: string;
}

export function Warned({ warnings, says = 'Before it is sent' }: Props): ReactElement | null {
  if (warnings.length === 0) return null;
  return (
    <section className="crm-alert warn" aria-label={says}>
      {says}:
      <ul>
        {warnings.map(({ code, message }) => (
          <li key={`${code} ${message}`}>{message}</li>
        ))}
      </ul>
    </section>
  );
}
