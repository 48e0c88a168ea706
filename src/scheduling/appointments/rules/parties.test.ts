import { PARTIES, partyInCount } from './parties.js';

it('who calls off is one of four, and said in a count as in a form', () => {
  expect(PARTIES.map(({ id }) => id)).toEqual(['CLIENT', 'THERAPIST', 'PRACTICE', 'OTHER']);
  expect(PARTIES.map(({ id }) => partyInCount(id))).toEqual(['the client', 'the therapist', 'the practice', 'others']);
  expect(partyInCount('NOBODY')).toBeUndefined();
});
