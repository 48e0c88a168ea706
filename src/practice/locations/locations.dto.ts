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

/** A new location. */
export interface CreateLocationInput {
  /**
   * @minLength 1
   * @maxLength 200
   * @example "Harbour Street"
   */
  name: string;
  /**
   * @minLength 1
   * @maxLength 200
   * @example "12 Wharf Street"
   */
  address: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Northfield"
   */
  city: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "NY"
   */
  province: string;
  /**
   * @minLength 1
   * @maxLength 20
   * @example "10001"
   */
  postalCode: string;
  /**
   * @maxLength 40
   * @example "+1 555 010 0111"
   */
  phone?: string | null;
  /**
   * @maxLength 254
   * @example "harbour@practice.example"
   */
  email?: string | null;
  /** True takes it from the location that has been the main one. The first location is always the main one. */
  isMainLocation?: boolean;
  /** False for one that is closed. The main location stays active. */
  isActive?: boolean;
  /**
   * @maxLength 500
   * @example "Mon–Fri 8:00–18:00"
   */
  hoursOfOperation?: string | null;
  /**
   * @maxLength 2000
   * @example "Ramp at the side entrance; parking behind the building."
   */
  directions?: string | null;
  /**
   * Degrees north, together with the longitude.
   * @minimum -90
   * @maximum 90
   * @example 40.7128
   */
  latitude?: number | null;
  /**
   * Degrees east, together with the latitude.
   * @minimum -180
   * @maximum 180
   * @example -74.006
   */
  longitude?: number | null;
  /**
   * IANA zone in which the clocks of this location run; the practice’s if none is given.
   * @minLength 1
   * @maxLength 64
   * @example "America/New_York"
   */
  timezone?: string;
}

/** What can be changed of a location. */
export interface UpdateLocationInput {
  /**
   * @minLength 1
   * @maxLength 200
   * @example "Harbour Street"
   */
  name?: string;
  /**
   * @minLength 1
   * @maxLength 200
   * @example "12 Wharf Street"
   */
  address?: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Northfield"
   */
  city?: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "NY"
   */
  province?: string;
  /**
   * @minLength 1
   * @maxLength 20
   * @example "10001"
   */
  postalCode?: string;
  /**
   * @maxLength 40
   * @example "+1 555 010 0111"
   */
  phone?: string | null;
  /**
   * @maxLength 254
   * @example "harbour@practice.example"
   */
  email?: string | null;
  /** True takes it from the location that has been the main one. The first location is always the main one. */
  isMainLocation?: boolean;
  /** False for one that is closed. The main location stays active. */
  isActive?: boolean;
  /**
   * @maxLength 500
   * @example "Mon–Fri 8:00–18:00"
   */
  hoursOfOperation?: string | null;
  /**
   * @maxLength 2000
   * @example "Ramp at the side entrance; parking behind the building."
   */
  directions?: string | null;
  /**
   * Degrees north, together with the longitude.
   * @minimum -90
   * @maximum 90
   * @example 40.7128
   */
  latitude?: number | null;
  /**
   * Degrees east, together with the latitude.
   * @minimum -180
   * @maximum 180
   * @example -74.006
   */
  longitude?: number | null;
  /**
   * IANA zone in which the clocks of this location run; the practice’s if none is given.
   * @minLength 1
   * @maxLength 64
   * @example "America/New_York"
   */
  timezone?: string;
}

export interface LocationListQuery {
  /**
   * How many at most.
   * @isInt
   * @minimum 1
   * @maximum 200
   * @default 50
   */
  limit?: number;
  /**
   * The nextCursor of the page before.
   * @minLength 1
   * @maxLength 2000
   */
  cursor?: string;
  /** `name` if not said; with `q`, how well each fits. */
  sort?: 'name' | '-name' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Adds `total`.
   * @default false
   */
  count?: boolean;
  isActive?: boolean;
  isMainLocation?: boolean;
  /**
   * Words of the name or the address.
   * @minLength 1
   * @maxLength 100
   */
  q?: string;
}
