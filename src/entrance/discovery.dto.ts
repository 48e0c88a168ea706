/** Where things are on this server; each a path, to be taken from the address of this one. */
export interface Entrance {
  /** @example "Therapy CRM" */
  name: string;
  /**
   * @maxLength 40
   * @example "0.1.0"
   */
  version: string;
  /**
   * The interactive docs.
   * @maxLength 200
   * @example "/api/docs"
   */
  docs: string;
  /**
   * The specification, OpenAPI 3.0.
   * @maxLength 200
   * @example "/api/openapi.json"
   */
  specification: string;
  /**
   * POST your e-mail address and password here for a token.
   * @maxLength 200
   * @example "/api/auth/login"
   */
  signIn: string;
  /**
   * All error codes, explained.
   * @maxLength 200
   * @example "/api/errors"
   */
  errors: string;
  /**
   * Whether the server lives.
   * @maxLength 200
   * @example "/api/health"
   */
  health: string;
  /**
   * The panel for the office.
   * @maxLength 200
   * @example "/admin"
   */
  panel: string;
}

/** What an error code means. */
export interface ErrorCodeInfo {
  /** @example "appointment.conflict" */
  code: string;
  /**
   * The address that explains it: the `type` of a problem with this code.
   * @maxLength 200
   * @example "/api/errors/appointment.conflict"
   */
  type: string;
  /**
   * The statuses that it comes with; mostly one.
   * @isInt
   * @maxItems 5
   * @example [409]
   */
  statuses: number[];
  /**
   * What is wrong, in general.
   * @maxLength 200
   * @example "Somebody or something is taken at this time."
   */
  title: string;
  /**
   * What you can do about it.
   * @maxLength 400
   * @example "`conflicts` names what. Choose another time, person or place."
   */
  remedy: string;
}

/** All error codes, in the order of the alphabet. */
export interface ErrorCodeList {
  /** @maxItems 2000 */
  items: ErrorCodeInfo[];
  /** Always null: the list comes whole. */
  nextCursor: string | null;
}
