/** The sign of a status: told apart without its colour. */
import type { ReactElement } from 'react';
import { LOOKS, type Look } from './model.js';

export function Sign({ look }: { look: Look }): ReactElement {
  return (
    <svg className="cal-sign" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={LOOKS[look].path} strokeWidth={LOOKS[look].width ?? 1.7} />
    </svg>
  );
}

/** The same for the grid, which is not drawn by React. */
export function signElement(look: Look): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({
    class: 'cal-sign',
    viewBox: '0 0 12 12',
    width: '12',
    height: '12',
    'aria-hidden': 'true',
  }))
    svg.setAttribute(name, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', LOOKS[look].path);
  path.setAttribute('stroke-width', String(LOOKS[look].width ?? 1.7));
  svg.append(path);
  return svg;
}

export function StatusBadge({ look }: { look: Look }): ReactElement {
  return (
    <span className={`cal-badge cal-${look.toLowerCase()}`}>
      <Sign look={look} /> {LOOKS[look].label}
    </span>
  );
}
