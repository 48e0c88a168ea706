/** What a chart is told. */
export interface ChartFacts {
  labels: readonly string[];
  /** Numbers to be drawn: a picture is not counted with. */
  series: readonly { name: string; values: readonly number[] }[];
  kind?: 'bar' | 'line';
  /** A value in words, beside the pointer. */
  words(this: void, value: number): string;
  /** The same on the axis, as short as it can be. */
  onAxis(this: void, value: number): string;
}

/** A chart that stands in the page. */
export interface Drawn {
  resize(): void;
  remove(): void;
}
