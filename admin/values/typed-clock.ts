/** A time of the day as it is typed in a hurry. Pure. */

const TYPED = /^(\d{1,2})(?:[:.h]?([0-5]\d))?\s*(?:([ap])\.?\s?m\.?)?$/i;

/** `17:30` for "5:30 p.m.", "5.30pm", "17h30", "1730" or "17:30"; what is no time of the day comes back as it is. */
export function typedClock(text: string): string {
  const typed = text.trim();
  const [, hours = '', minutes = '00', half] = typed.length > 12 ? [] : (TYPED.exec(typed) ?? []);
  const hour = Number(hours);
  if (hours === '' || hour > 24 || (half !== undefined && (hour < 1 || hour > 12))) return text;
  const later = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${String(later).padStart(2, '0')}:${minutes}`;
}
