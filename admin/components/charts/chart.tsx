/** A chart's place in a page: its script is fetched when the first one is shown. The table beside says the same. */
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { addScript, onceDone } from '../loading.js';
import type { ChartFacts, Drawn } from './model.js';

type Draw = (element: HTMLElement, facts: ChartFacts) => Drawn;
const drawer = (): Draw | undefined => Reflect.get(globalThis, 'CrmCharts') as Draw | undefined;
const load = onceDone(() => addScript('charts'));

interface ChartProps extends ChartFacts {
  /** What it shows, in a sentence. */
  title: string;
}

export function Chart({ title, ...facts }: ChartProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const drawn = JSON.stringify([facts.labels, facts.series]);
  useEffect(() => {
    let chart: Drawn | undefined;
    let gone = false;
    const watch = new ResizeObserver(() => chart?.resize());
    const paint = (): void => {
      if (gone || !place.current) return;
      chart?.remove();
      chart = drawer()?.(place.current, facts);
    };
    // By day and by night the colours differ.
    const scheme = new MutationObserver(paint);
    load().then(
      () => {
        paint();
        if (place.current) watch.observe(place.current);
        scheme.observe(document.documentElement, { attributeFilter: ['data-scheme'] });
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      watch.disconnect();
      scheme.disconnect();
      chart?.remove();
    };
  }, [drawn]);
  if (failed) return <p className="crm-none">The chart could not be loaded. Its figures are in the table.</p>;
  return <div className="crm-chart" role="img" aria-label={`${title} The figures are in the table below.`} ref={place} />;
}
