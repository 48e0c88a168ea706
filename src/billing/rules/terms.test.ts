import { termsAfter, termsFor, withDay } from './terms.js';

const plain = (language: string): string | null => (language === 'FR' ? 'Payable dans les 30 jours.' : 'Due within 30 days.');
const placed = (): string => 'To be paid by {due}. Interest after that.';

describe('the terms of an invoice', () => {
  it('are the usual ones with the usual days, and of its own day with others', () => {
    expect(termsFor(plain, 'FR', true)).toBe('Payable dans les 30 jours.');
    expect(termsFor(plain, 'FR', false)).toBe('À payer au plus tard le {due}.');
    expect(termsFor(plain, 'ES', false)).toBe('Vence el {due}.');
    for (const isUsual of [true, false]) {
      expect(termsFor(placed, 'EN', isUsual)).toBe('To be paid by {due}. Interest after that.');
      expect(termsFor(() => null, 'EN', isUsual)).toBeNull();
    }
  });

  it('follow the days in the language that they have, unless somebody typed them', () => {
    expect(termsAfter('Payable dans les 30 jours.', plain, 'EN', false)).toEqual({
      text: 'À payer au plus tard le {due}.',
      language: 'FR',
    });
    expect(termsAfter('À payer au plus tard le {due}.', plain, 'EN', true)).toEqual({
      text: 'Payable dans les 30 jours.',
      language: 'FR',
    });
    expect(termsAfter('As agreed.', plain, 'ES', false)).toEqual({ text: 'As agreed.', language: 'ES' });
    // The practice has no terms any more.
    expect(termsAfter('Due on {due}.', () => null, 'EN', true).text).toBe('Due on {due}.');
  });

  it('have the day in each place', () => {
    expect(withDay('By {due}: {due}, {what}', 'May 4')).toBe('By May 4: May 4, {what}');
  });
});
