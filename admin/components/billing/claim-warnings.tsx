/** On a claim's page: what it asks beyond what is left of the policy, until it is answered. */
import { useEffect, useState, type ReactElement } from 'react';
import type { ClaimDetails } from '../../../src/billing/claims/claims.dto.js';
import { asRefusal, read } from '../api.js';
import type { PartProps } from './record-part.js';
import { Warned } from './warned.js';

export function ClaimWarnings({ record }: PartProps): ReactElement | null {
  const [found, setFound] = useState<ClaimDetails['warnings']>([]);
  const [fault, setFault] = useState('');
  useEffect(() => {
    const gone = new AbortController();
    read<ClaimDetails>(`/api/billing/claims/${record.id}`, {}, gone.signal).then(
      ({ warnings }) => setFound(warnings),
      (error: unknown) => gone.signal.aborted || setFault(asRefusal(error).message),
    );
    return () => gone.abort();
  }, [record]);
  return (
    <>
      {fault ? <p role="alert">{fault}</p> : null}
      <Warned warnings={found} says="It asks more than is left" />
    </>
  );
}
