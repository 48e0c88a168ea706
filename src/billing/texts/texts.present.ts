import type { Shown } from '../../http/etag.js';
import type { BillingText } from './texts.dto.js';
import type { TextRow } from './texts.queries.js';

/** The text as the API tells of it. */
export const toText = ({ contentId: _called, most: _most, updatedAt, ...row }: TextRow): BillingText => ({
  ...row,
  updatedAt: updatedAt?.toISOString() ?? null,
});

/** A text that nothing is said of in other languages has no version but what it shows. */
export const textShown = (row: TextRow): Shown<BillingText> => [row.updatedAt ?? new Date(0), toText(row)];
