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

const sayers = new WeakMap<Reader, Sayer>();

function sayerFor(reader: Reader): Sayer {
  const known = sayers.get(reader);
  if (known) return known;
  const { zone, formats } = reader;
  const sayer: Sayer = {
    text: asText,
    day: (value) => formats.day(value instanceof Date ? value.toISOString().slice(0, 10) : asText(value)),
    time: (value) => (value instanceof Date ? formats.instant(value, zone) : asText(value)),
    wall: (value) => formats.wall(asText(value)),
    money: (value) => formats.money(twoDecimals(value)),
    decimal: (value) => formats.decimal(twoDecimals(value)),
    code: (value) => enumLabel(asText(value)),
    weekday: (value) => WEEKDAYS_BY_NUMBER[asText(value)] ?? '',
    weekdayCodes: (value) =>
      asText(value)
        .replace(/[A-Z]{2}/g, shortDayOfCode)
        .replaceAll(',', ', '),
    kind: (value) => KINDS[asText(value)] ?? asText(value),
    dashed: (...parts) => put(' – ', parts),
    spaced: (...parts) => put(' ', parts),
  };
  sayers.set(reader, sayer);
  return sayer;
}

/**
 * A record's name for people.
 * @param reader whose clocks the times in it show
 * @param whose the name of the client that it is about, where it is known
 */
export function titleOf(model: ModelName, row: Row, id: string, reader: Reader, whose = ''): string {
  const sayer = sayerFor(reader);
  return sayer.dashed(whose, descriptionOf(model).title(row, sayer)) || `No. ${id}`;
}
