import { ERROR_CODES, type ErrorExplanation } from '../kernel/error-codes.js';
import type { ErrorCodeInfo, ErrorCodeList } from './discovery.dto.js';

/** The list whole. */
export const allErrorCodes = (): ErrorCodeList => ({
  items: [...ERROR_CODES.values()].map(toErrorCodeInfo),
  nextCursor: null,
});

/** The code as the API tells of it. */
export const toErrorCodeInfo = ({ code, type, statuses, title, remedy }: ErrorExplanation): ErrorCodeInfo => ({
  code,
  type,
  statuses,
  title,
  remedy,
});
