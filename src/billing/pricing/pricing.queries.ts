import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { serviceText } from '../services/service-text.sql.js';
import type { TaxPurpose } from '../../generated/prisma/index.js';

/** What a line names, by its place in the list. */
export interface Priced {
  serviceCodeId: bigint;
  /** `2026-03-08` */
  serviceDate: string;
  appointmentId: bigint | null;
  /** Whose line it is: what was agreed with them goes before the list. */
  clientId: bigint;
}

/** What is known of a line's service on its day, and where it was given. */
export interface ServiceOnDay {
  code: string;
  /** In the client's language, where the practice says it in that; see `languageFrom` of the papers. */
  description: string;
  isActive: boolean;
  /** By the list; null: the service has no rate for that day. */
  rate: Decimal | null;
  /** What was agreed with the client in its place. */
  agreed: Decimal | null;
  /** The code's own tax, where no purpose says which apply. */
  ownTaxRate: Decimal;
  taxPurpose: TaxPurpose | null;
  country: string;
  region: string | null;
}

/**
 * The service of each line on its day, in one statement: undefined for one that is not there. The place is the visit's location, else the
 * practice's main one.
 */
export async function servicesOnDays(ctx: Ctx, lines: readonly Priced[]): Promise<(ServiceOnDay | undefined)[]> {
  const rows = await prepared<{
    at: number;
    code: string;
    description: string;
    isActive: boolean;
    rate: string | null;
    agreed: string | null;
    ownTaxRate: string;
    taxPurpose: TaxPurpose | null;
    country: string;
    region: string | null;
  }>(
    ctx.pool,
    `SELECT l.at::integer, s.code, coalesce(d.translated_content, s.description) AS description, s.is_active AS "isActive", r.rate,
       agreed_price(l.client_id, s.id, l.day, r.rate) AS agreed, s.tax_rate AS "ownTaxRate", s.tax_purpose::text AS "taxPurpose",
       coalesce(p.country, 'US') AS country, coalesce(v.province, m.province) AS region
     FROM unnest($1::bigint[], $2::date[], $3::bigint[], $4::bigint[]) WITH ORDINALITY AS l (service_code_id, day, appointment_id, client_id, at)
     JOIN service_codes s ON s.id = l.service_code_id
     LEFT JOIN service_rates r ON r.service_code_id = s.id AND l.day >= r.valid_from AND (r.valid_to IS NULL OR l.day <= r.valid_to)
     LEFT JOIN appointments a ON a.id = l.appointment_id
     LEFT JOIN practice_locations v ON v.id = a.location_id
     LEFT JOIN LATERAL (SELECT country FROM practice ORDER BY id LIMIT 1) p ON true
     LEFT JOIN clients c ON c.id = l.client_id
     LEFT JOIN content_translations d ON ${serviceText('s.id', 'c')}
     LEFT JOIN LATERAL (SELECT province FROM practice_locations ORDER BY is_main_location DESC, id LIMIT 1) m ON true`,
    [
      lines.map(({ serviceCodeId }) => String(serviceCodeId)),
      lines.map(({ serviceDate }) => serviceDate),
      lines.map(({ appointmentId }) => (appointmentId === null ? null : String(appointmentId))),
      lines.map(({ clientId }) => String(clientId)),
    ],
  );
  const found = new Array<ServiceOnDay | undefined>(lines.length).fill(undefined);
  for (const { at, rate, agreed, ownTaxRate, ...row } of rows)
    found[at - 1] = { ...row, rate: decimalOr(rate), agreed: decimalOr(agreed), ownTaxRate: new Decimal(ownTaxRate) };
  return found;
}

const decimalOr = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));

/** Where, when and for what a tax may apply. */
export interface Taxed {
  purpose: TaxPurpose;
  country: string;
  region: string | null;
  /** `2026-03-08` */
  day: string;
}

export interface TaxThen {
  taxRateId: bigint;
  name: string;
  rate: Decimal;
  registrationNumber: string | null;
}

/** The taxes that apply to each, in the order of their names: those of the whole country and those of the region. One statement. */
export async function taxesFor(ctx: Ctx, wanted: readonly Taxed[]): Promise<TaxThen[][]> {
  const rows = await prepared<{ at: number; id: string; name: string; rate: string; registrationNumber: string | null }>(
    ctx.pool,
    `SELECT w.at::integer, t.id::text, t.name, t.rate, t.registration_number AS "registrationNumber"
     FROM unnest($1::text[], $2::text[], $3::text[], $4::date[]) WITH ORDINALITY AS w (purpose, country, region, day, at)
     JOIN tax_rates t ON t.purpose = w.purpose::tax_purpose AND t.country = w.country AND (t.region IS NULL OR fold(t.region) = fold(w.region))
       AND w.day >= t.valid_from AND (t.valid_to IS NULL OR w.day <= t.valid_to)
     ORDER BY w.at, t.name, t.id`,
    [
      wanted.map(({ purpose }) => purpose),
      wanted.map(({ country }) => country),
      wanted.map(({ region }) => region),
      wanted.map(({ day }) => day),
    ],
  );
  const found = wanted.map((): TaxThen[] => []);
  for (const { at, id, name, rate, registrationNumber } of rows)
    found[at - 1]?.push({ taxRateId: BigInt(id), name, rate: new Decimal(rate), registrationNumber });
  return found;
}
