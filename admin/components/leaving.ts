/** Leaving a form in which something was changed asks first: by a link, by the browser's way back, by closing the page. */
import { useContext, useEffect, useRef } from 'react';
import { UNSAFE_NavigationContext } from 'react-router-dom';

export const QUESTION = 'Leave this form? What you changed is not saved.';

/** Hears of the browser's way back before the router does: it listens from when this script is loaded. */
let onPop: ((event: PopStateEvent) => void) | null = null;
if (typeof window !== 'undefined') window.addEventListener('popstate', (event) => onPop?.(event), true);

interface Navigator {
  push: (...to: unknown[]) => void;
  replace: (...to: unknown[]) => void;
}

const placeIn = (state: unknown): number | undefined => (state as { idx?: number } | null)?.idx;

/**
 * Asks as long as `changed` is true.
 * @returns a function that lets the next way out pass: after a save
 */
export function useLeaving(changed: boolean): () => void {
  const navigator = (useContext(UNSAFE_NavigationContext) as unknown as { navigator: Navigator }).navigator;
  const free = useRef(false);
  useEffect(() => {
    if (!changed) return;
    free.current = false;
    const may = (): boolean => free.current || window.confirm(QUESTION);
    const { push, replace } = navigator;
    const asked =
      (go: Navigator['push']): Navigator['push'] =>
      (...to) => {
        if (!may()) return;
        free.current = true;
        go.apply(navigator, to);
      };
    Object.assign(navigator, { push: asked(push), replace: asked(replace) });
    const unloading = (event: BeforeUnloadEvent): void => {
      if (!free.current) event.preventDefault();
    };
    const place = placeIn(window.history.state);
    let returning = false;
    const popping = (event: PopStateEvent): void => {
      if (returning) {
        returning = false;
        return event.stopImmediatePropagation();
      }
      if (may()) {
        free.current = true;
        return;
      }
      // The router has not seen it: the address goes back to where the page still is.
      event.stopImmediatePropagation();
      const there = placeIn(event.state);
      if (place === undefined || there === undefined || place === there) return;
      returning = true;
      window.history.go(place - there);
    };
    window.addEventListener('beforeunload', unloading);
    onPop = popping;
    return () => {
      Object.assign(navigator, { push, replace });
      window.removeEventListener('beforeunload', unloading);
      onPop = null;
    };
  }, [changed, navigator]);
  return () => {
    free.current = true;
  };
}
