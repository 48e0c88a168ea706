/**
 * The one search as SQL: what is found in a table's `search` column, and how well it fits. What was typed is folded once a statement, in
 * subqueries of its own: so the plan is the same for every word.
 */
import type { Part } from '../kernel/search-words.js';

type Bind = (value: unknown) => string;

/** How good a match can be at most, in two digits; the worst found as typed. */
const WORST = 99;

interface Bound {
  words: string[];
  phones: string[];
  numbers: string[];
}

/** One search within one statement. */
export class Search {
  private bound: Bound[] | undefined;
  private whole: string | undefined;

  /**
   * @param parts not none
   * @param bind takes a value, gives its placeholder
   */
  constructor(
    private readonly parts: readonly Part[],
    private readonly bind: Bind,
  ) {}

  private get values(): Bound[] {
    return (this.bound ??= this.parts.map(({ words, phones, numbers }) => ({
      words: words.map((word) => this.bind(word)),
      phones: phones.map((key) => this.bind(`%${key}%`)),
      numbers: numbers.map((key) => this.bind(`% ${key} %`)),
    })));
  }

  /** For each part of the search, the condition that `text` holds it. All of them together find a record. */
  conditions(text: string): string[] {
    if (this.parts.length === 0) return ['false'];
    return this.values.map(({ words, phones, numbers }) => {
      const asWords = words.map((word) => `${text} LIKE (SELECT search_pattern(${word}::text))`);
      if (phones.length === 0) return asWords.join(' AND ');
      return `(${[`(${asWords.join(' AND ')})`, ...[...phones, ...numbers].map((key) => `${text} LIKE ${key}::text`)].join(' OR ')})`;
    });
  }

  /** All parts are in `text`. */
  found(text: string): string {
    return this.conditions(text).join(' AND ');
  }

  /** How well `text` fits: 0 where each part is a whole word of it, more for beginnings of words, most for what is inside of them. */
  rank(text: string): string {
    const ranks = this.values.flatMap(({ words, numbers }) => {
      const each = words.map(
        (word) => `CASE WHEN ${text} LIKE (SELECT '% ' || search_fold(${word}::text) || ' %') THEN 0
          WHEN ${text} LIKE (SELECT '% ' || search_short(search_fold(${word}::text)) || ' %') THEN 1
          WHEN ${text} LIKE (SELECT '% ' || search_fold(${word}::text) || '%') THEN 2 ELSE 6 END`,
      );
      if (numbers.length === 0) return each;
      const same = numbers.map((key) => `${text} LIKE ${key}::text`).join(' OR ');
      return [`CASE WHEN ${same} THEN 0 ELSE ${each.join(' + ')} END`];
    });
    // Of those who have all the words, those first who have them one after the other.
    if (this.forgiving && this.parts.length > 1)
      ranks.push(`CASE WHEN ${text} LIKE (SELECT '% ' || search_fold(${this.typed()}::text) || '%') THEN 0 ELSE 1 END`);
    return `least(${ranks.join(' + ') || '0'}, ${WORST})`;
  }

  /** The whole of it is near to a part of `text`: a slip of the pen. */
  near(text: string): string {
    return `(SELECT search_fold(${this.typed()}::text)) <% ${text}`;
  }

  /** How near it is: 0 (the same) to 1. */
  distance(text: string): string {
    return `(SELECT search_fold(${this.typed()}::text)) <<-> ${text}`;
  }

  /** Whether it is long enough for a slip of the pen to be told from another word. */
  get forgiving(): boolean {
    return this.parts.length > 0 && this.parts.every(({ phones }) => phones.length === 0) && this.text.length >= 4;
  }

  private get text(): string {
    return this.parts.flatMap(({ words }) => words).join(' ');
  }

  private typed(): string {
    return (this.whole ??= this.bind(this.text));
  }
}
