/** What was done and what went wrong, read out as it comes. */
import type { ReduxState } from 'adminjs';
import { useEffect, useRef, type ComponentType, type ReactElement } from 'react';
import { useSelector } from 'react-redux';

export function Notices({ OriginalComponent }: { OriginalComponent: ComponentType }): ReactElement {
  const notices = useSelector((state: ReduxState) => state.notices);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The design system's cross has no words.
    for (const button of Array.from(place.current?.querySelectorAll('button:not([aria-label])') ?? []))
      button.setAttribute('aria-label', 'Close this message');
  }, [notices]);
  return (
    <div ref={place} role="status" aria-live="polite">
      <OriginalComponent />
    </div>
  );
}
