/** What a record is called, in the words of its description, on its reader's clocks. */
import type { ModelName } from '../../src/database/data-model.js';
import type { Formats } from '../../src/kernel/formats.js';
import { shortDayOfCode, WEEKDAYS_BY_NUMBER } from '../../src/kernel/words.js';
import { descriptionOf } from '../../src/records/registry.js';
import type { Row } from '../../src/records/records.types.js';
import type { Sayer } from '../../src/records/titles.js';
import { KINDS } from './kinds.js';
import { enumLabel } from './labels.js';
import { asText } from './text.js';

/** On whose clocks, and in which writing, a name says its times and amounts. */
export interface Reader {
  zone: string;
  formats: Formats;
}

const twoDecimals = (value: unknown): string =>
  (value as { toFixed?: (digits: number) => string } | null)?.toFixed?.(2) ?? asText(value);

const put = (separator: string, parts: readonly string[]): string => parts.filter(Boolean).join(separator);

/** A class, since one is made for each name: its methods are there already. */
class ReaderSayer implements Sayer {
  constructor(private readonly reader: Reader) {}

  text(value: unknown): string {
    return asText(value);
  }

  day(value: unknown): string {
    return this.reader.formats.day(value instanceof Date ? value.toISOString().slice(0, 10) : asText(value));
  }

  month(value: unknown): string {
    return this.reader.formats.month(value instanceof Date ? value.toISOString().slice(0, 10) : asText(value));
  }

  time(value: unknown): string {
    return value instanceof Date ? this.reader.formats.instant(value, this.reader.zone) : asText(value);
  }

  wall(value: unknown): string {
    return this.reader.formats.wall(asText(value));
  }

  money(value: unknown): string {
    return this.reader.formats.money(twoDecimals(value));
  }

  decimal(value: unknown): string {
    return this.reader.formats.decimal(twoDecimals(value));
  }

  code(value: unknown): string {
    return enumLabel(asText(value));
  }

  weekday(value: unknown): string {
    return WEEKDAYS_BY_NUMBER[asText(value)] ?? '';
  }

  weekdayCodes(value: unknown): string {
    return asText(value)
      .replace(/[A-Z]{2}/g, shortDayOfCode)
      .replaceAll(',', ', ');
  }

  kind(value: unknown): string {
    return KINDS[asText(value)] ?? asText(value);
  }

  dashed(...parts: string[]): string {
    return put(' – ', parts);
  }

  spaced(...parts: string[]): string {
    return put(' ', parts);
  }
}

/**
 * A record's name for people.
 * @param reader whose clocks the times in it show
 * @param whose the name of the client that it is about, where it is known
 */
export function titleOf(model: ModelName, row: Row, id: string, reader: Reader, whose = ''): string {
  const sayer = new ReaderSayer(reader);
  const { title, whoseLast } = descriptionOf(model);
  const own = title(row, sayer);
  return (whoseLast ? sayer.dashed(own, whose) : sayer.dashed(whose, own)) || `No. ${id}`;
}
