/** Numbers as people type them, in forms, buttons and pages alike: one reader, and one set of words for what it can't read. Pure. */
import { Decimal } from 'decimal.js';

/** What was typed as a number; or what is wrong with it, in words for whoever typed it. */
export type TypedNumber = { value: Decimal; fault?: undefined } | { value?: undefined; fault: string };

const GROUPED = /^\d{1,3}(\d{3})*$/;
/** Digits before the point: what a column of money holds. */
const MOST_DIGITS = 13;

const wrong = (fault: string): TypedNumber => ({ fault });
const like = (scale: number): string => `Give a number like ${(120).toFixed(Math.min(scale, 2))}.`;

/** Whether what stands between the marks are thousands: `1,234` and `1,234,567`. */
const areThousands = (parts: readonly string[]): boolean =>
  /^\d{1,3}$/.test(parts[0] ?? '') && parts.slice(1).every((part) => /^\d{3}$/.test(part));

/** The whole digits and those after the point; null for what is no number, words for what could be two. */
function partsOf(digits: string, scale: number): { whole: string; fraction: string } | string | null {
  const marks = digits.replace(/\d/g, '');
  const last = marks.slice(-1);
  if (marks === '') return { whole: digits, fraction: '' };
  const parts = digits.split(/[.,]/);
  if (/^(\.+|,+)$/.test(marks)) {
    // One kind of mark: several part thousands, one alone is the point.
    if (marks.length > 1) return areThousands(parts) ? { whole: parts.join(''), fraction: '' } : null;
    const [whole = '', fraction = ''] = parts;
    if (scale < 3 && areThousands(parts) && !whole.startsWith('0'))
      return `Three digits after the ${marks === '.' ? 'point' : 'comma'}: there are at most ${scale} decimals, and thousands are written ${whole}${fraction}.`;
    return { whole, fraction };
  }
  // Two kinds: the last one is the point, the others part thousands, and are all alike.
  if (new Set(marks.slice(0, -1)).size > 1 || marks.slice(0, -1).includes(last)) return null;
  return areThousands(parts.slice(0, -1)) ? { whole: parts.slice(0, -1).join(''), fraction: parts.at(-1) ?? '' } : null;
}

/**
 * The number of "90", "21,50", "1,234.50", "1.234,50" or "1 234.50", with or without a currency's sign before or after it.
 * @param scale how many decimals the number may have at most
 */
export function typedNumber(text: string, scale = 2): TypedNumber {
  const plain = text.replace(/[\s\u00a0\u202f']/g, '').replace(/^(-?)[$€£]|[$€£]$/g, '$1');
  const minus = plain.startsWith('-');
  const digits = minus ? plain.slice(1) : plain;
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(digits)) return wrong(like(scale));
  const parts = partsOf(digits, scale);
  if (parts === null) return wrong(like(scale));
  if (typeof parts === 'string') return wrong(parts);
  const whole = parts.whole === '' ? '0' : parts.whole;
  if (/[.,]$/.test(digits) || !GROUPED.test(whole)) return wrong(like(scale));
  if (parts.fraction.length > scale)
    return wrong(scale === 0 ? 'Give a whole number.' : `Give at most ${scale} decimals: this has ${parts.fraction.length}.`);
  if (whole.replace(/^0+/, '').length > MOST_DIGITS) return wrong('This is too large a number.');
  return { value: new Decimal(`${minus ? '-' : ''}${whole}.${parts.fraction || '0'}`) };
}
