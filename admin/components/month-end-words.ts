/** What the parts of the page of the month's end share. */
import { pageFormats } from './page-formats.js';

/** Which visits are meant. */
export interface Asked {
  fromDay: string;
  toDay: string;
  locationId: string;
  fees: boolean;
}

export const money = (amount: string): string => pageFormats().money(amount);
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
