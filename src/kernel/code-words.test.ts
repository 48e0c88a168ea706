import { enumLabel } from './code-words.js';

it('says words of the program in plain English, and those that the rule of thumb gets wrong by hand', () => {
  expect(enumLabel('THERAPY_ROOM')).toBe('Therapy room');
  expect(enumLabel('INVOICE_SENT')).toBe('Invoice sent');
  expect(enumLabel('NOSHOW')).toBe('No-show');
  // As papers and the pages of payments write it.
  expect(enumLabel('CHECK')).toBe('Cheque');
  expect(enumLabel('constructor')).toBe('Constructor');
});
