/** Trying what the API may refuse, one thing at a time. */
import { useRef, useState } from 'react';
import { asRefusal, type Refusal } from '../api.js';

export interface Attempts {
  busy: boolean;
  refusal: Refusal | null;
  /** Does `work` unless something is under way; gives whether it was done. What the API refuses is kept. */
  attempt: (work: () => Promise<void>) => Promise<boolean>;
  forget: () => void;
}

export function useAttempts(): Attempts {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  // A second click comes before the button is drawn as disabled.
  const under = useRef(false);
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    if (under.current) return false;
    under.current = true;
    setBusy(true);
    setRefusal(null);
    try {
      await work();
      return true;
    } catch (error) {
      setRefusal(asRefusal(error));
      return false;
    } finally {
      under.current = false;
      setBusy(false);
    }
  };
  return { busy, refusal, attempt, forget: () => setRefusal(null) };
}

/** A key for one act: the same for the same body, so that a repeat of what got no answer does it once. */
export function useKey(): (body: object) => string {
  const kept = useRef({ text: '', key: '' });
  return (body) => {
    const text = JSON.stringify(body);
    if (kept.current.text !== text) {
      // `randomUUID` is there on https alone.
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      kept.current = { text, key: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') };
    }
    return kept.current.key;
  };
}
