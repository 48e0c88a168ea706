/** What a page of money reads before anything is typed, and what stands there until it is read. */
import { type Dispatch, type ReactElement, type SetStateAction, useEffect, useState } from 'react';
import { asRefusal } from '../api.js';

export interface Facts<T> {
  /** Null until they are read. */
  facts: T | null;
  setFacts: Dispatch<SetStateAction<T | null>>;
  /** Why they could not be read. */
  fault: string;
}

/**
 * Reads them once for each key; what arrives after the page was left is dropped.
 * @param begun hears of them when they are read, to fill the form in
 */
export function useFacts<T>(read: (key: string) => Promise<T>, key: string, begun?: (found: T) => void): Facts<T> {
  const [facts, setFacts] = useState<T | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    let here = true;
    read(key).then(
      (found) => {
        if (!here) return;
        setFacts(found);
        begun?.(found);
      },
      (error: unknown) => here && setFault(asRefusal(error).message),
    );
    return () => {
      here = false;
    };
  }, [key]);
  return { facts, setFacts, fault };
}

/** In place of the form until its facts are there. */
export const NotYet = ({ fault }: { fault: string }): ReactElement =>
  fault ? (
    <p role="alert" className="crm-alert">
      {fault}
    </p>
  ) : (
    <p className="crm-card crm-none">Loading…</p>
  );
