/** What of an insurer's answer is to be said before it can be recorded. */
import { answerOf, bodyOfAnswer, type LineSaid, NOTHING_SAID } from './typed-answer.js';

const lines = (...said: Partial<LineSaid>[]) =>
  said.map((one, index) => ({ lineId: String(index + 1), unsettled: '176.22', said: { ...NOTHING_SAID, ...one } }));
const standing = (typed: ReturnType<typeof lines>, reason = '') => {
  const { denied, over, missing } = answerOf(typed, reason);
  return [denied.toFixed(2), over.toFixed(2), missing];
};

it('an empty form says nothing, and denies nothing', () => {
  expect(standing(lines({}, {}))).toEqual([
    '0.00',
    '0.00',
    'Nothing was said yet: give the amounts of each line, or tick that it was denied.',
  ]);
  expect(standing(lines({ paid: '176.22' }, {}))[2]).toMatch(/^Of one line nothing was said yet/);
});

it('a denial is ticked, and says why: by its line or for the whole', () => {
  expect(standing(lines({ isDenied: true }))).toEqual(['176.22', '0.00', 'Say why it was denied.']);
  expect(standing(lines({ isDenied: true }), 'Referral missing')).toEqual(['176.22', '0.00', '']);
  expect(standing(lines({ isDenied: true, remark: 'Not covered' }, { paid: '176.22' }))).toEqual(['176.22', '0.00', '']);
  expect(standing(lines({ paid: '0' }))[2]).toBe('Say why it was denied.');
});

it('what is left of a line that is paid in part is denied; what is paid beyond it stands apart', () => {
  expect(standing(lines({ paid: '150', patientShare: '20,00' }))).toEqual(['6.22', '0.00', '']);
  expect(standing(lines({ paid: '2000' }))).toEqual(['0.00', '1823.78', '']);
});

it('says what is wrong where it is typed', () => {
  const read = answerOf(lines({ paid: '10.005' }, { adjustment: '100', patientShare: '76.23' }), '');
  expect(read.missing).toBe('Something typed can’t be recorded so.');
  expect(read.lines[0]?.faults.paid).toMatch(/^Three digits after the point/);
  expect(read.lines[1]?.faults.whole).toBe('More is taken off and shared than the 176.22 that are left.');
});

it('is sent with every line', () => {
  expect(bodyOfAnswer(lines({ paid: '1,234.50', remark: ' Thanks ' }, { isDenied: true }))).toEqual([
    { lineId: '1', paid: '1234.50', adjustment: '0.00', patientShare: '0.00', remark: 'Thanks' },
    { lineId: '2', paid: '0.00', adjustment: '0.00', patientShare: '0.00' },
  ]);
});
