/**
 * Charts, in a script of their own. The library (Apache ECharts) draws SVG: sharp at each size, readable by tests. Its patterns tell series
 * apart without colours; what the chart says stands in a table beside it, so that the picture is one picture for those who don't see it.
 */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartFacts, Drawn } from './model.js';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** The page's own colours, by day or night. Each has a contrast of 3 and more on a card. */
const SERIES = ['--main', '--warn', '--field'];

function colours(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(name).trim();
}

/** Draws a chart into an element, as wide as that is. */
function draw(element: HTMLElement, { labels, series, words, onAxis, kind = 'bar' }: ChartFacts): Drawn {
  const of = colours();
  // Named, not inherited: the library measures words by it.
  const { fontFamily } = getComputedStyle(document.body);
  const text = { color: of('--text'), fontFamily, fontSize: 12 };
  const chart = init(element, undefined, { renderer: 'svg' });
  chart.setOption({
    animation: false,
    color: SERIES.map(of),
    textStyle: text,
    // One picture to those who hear the page; its figures are in the table.
    aria: { enabled: true, label: { enabled: false }, decal: { show: series.length > 1 } },
    grid: { left: 8, right: 8, top: series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    ...(series.length > 1 && { legend: { top: 0, left: 0, textStyle: text, selectedMode: false } }),
    tooltip: {
      trigger: 'axis',
      // As part of the picture: no text becomes HTML.
      renderMode: 'richText',
      backgroundColor: of('--card'),
      borderColor: of('--line'),
      textStyle: text,
      valueFormatter: (value: unknown) => words(Number(value)),
    },
    xAxis: {
      type: 'category',
      data: [...labels],
      axisLabel: { ...text, color: of('--quiet'), hideOverlap: true },
      axisLine: { lineStyle: { color: of('--field') } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      axisLabel: { ...text, color: of('--quiet'), formatter: onAxis },
      splitLine: { lineStyle: { color: of('--line') } },
    },
    series: series.map(({ name, values }) => ({ name, type: kind, data: [...values], barMaxWidth: 48 })),
  });
  return { resize: () => chart.resize(), remove: () => chart.dispose() };
}

Object.assign(globalThis, { CrmCharts: draw });
