import { townLine } from './postal.js';

it.each([
  ['CA', 'Montréal', 'QC', 'H2X 1Y4', 'Montréal QC  H2X 1Y4'],
  ['US', 'Boston', 'MA', '02110', 'Boston, MA 02110'],
  ['FR', 'Paris', null, '75001', '75001 Paris'],
  ['FR', 'Paris', 'Île-de-France', '75001', '75001 Paris'],
  ['ES', 'Madrid', 'Madrid', '28013', '28013 Madrid'],
  ['ES', 'Alcalá', 'Madrid', '28801', '28801 Alcalá (Madrid)'],
  ['GB', 'London', null, 'N1 9GU', 'London, N1 9GU'],
  ['US', null, null, null, ''],
  ['FR', ' ', null, '75001', '75001'],
])('in %s: %s %s %s is %s', (country, city, state, zip, line) => {
  expect(townLine({ city, state, zip }, country)).toBe(line);
});
