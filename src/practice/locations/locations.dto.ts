import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** A place where the practice works. */
export interface PracticeLocation {
  id: Id;
  /** @example "Harbour Street" */
  name: string;
  /** @example "12 Wharf Street" */
  address: string;
  /** @example "Northfield" */
  city: string;
  /** @example "NY" */
  province: string;
  /** @example "10001" */
  postalCode: string;
  /** @example "+1 555 010 0111" */
  phone: string | null;
  /** @example "harbour@practice.example" */
  email: string | null;
  /** True takes it from the location that has been the main one. The first location is always the main one. */
  isMainLocation: boolean;
  /** False for one that is closed. The main location stays active. */
  isActive: boolean;
  /** @example "Mon–Fri 8:00–18:00" */
  hoursOfOperation: string | null;
  /** @example "Ramp at the side entrance; parking behind the building." */
  directions: string | null;
  /**
   * Degrees north, together with the longitude.
   * @example 40.7128
   */
  latitude: number | null;
  /**
   * Degrees east, together with the latitude.
   * @example -74.006
   */
  longitude: number | null;
  /**
   * IANA zone in which the clocks of this location run; the practice’s if none is given.
   * @example "America/New_York"
   */
  timezone: string;
  /** @example "12-3456789" */
  taxId: string | null;
  /** @example "1234567893" */
  npi: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One page of locations. */
export interface LocationPage {
  items: PracticeLocation[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
