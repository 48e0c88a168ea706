/** What became of many that were chosen, where some of them were left alone: each by its name, with why. */
import { Button } from '@adminjs/design-system';
import type { ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { Refused } from '../engine/action.js';

export interface LeftAlone {
  refused: readonly Refused[];
  /** For how many it was done. */
  others: number;
}

interface Props extends LeftAlone {
  resourceId: string;
  back: () => void;
}

export function Left({ refused, others, back, resourceId }: Props): ReactElement {
  return (
    <section className="crm-card" aria-label="What became of the chosen">
      <h2>
        Done for {others}, {refused.length} left alone
      </h2>
      <ul className="crm-foreseen">
        {refused.map(({ id, title, message }) => (
          <li key={id}>
            <Link className="crm-link" to={`/admin/resources/${resourceId}/records/${id}/show`}>
              {title}
            </Link>
            <span className="bad">{message}</span>
          </li>
        ))}
      </ul>
      <Button variant="contained" onClick={back}>
        Back to the list
      </Button>
    </section>
  );
}
