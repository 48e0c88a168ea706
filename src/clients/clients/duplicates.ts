/** Who is entered, and what is said of those who may be the same person. */
import { joined } from '../../kernel/words.js';
import type { Warning } from '../../kernel/warnings.js';
import type { Row } from '../../records/records.types.js';
import type { PossibleDuplicate } from './clients.dto.js';
import type { Person } from './duplicates.queries.js';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The person that a form tells of; undefined while it has no name. */
export function personIn(data: Row): Person | undefined {
  const [firstName, lastName] = [text(data.firstName), text(data.lastName)];
  return firstName && lastName
    ? { firstName, lastName, email: text(data.email) || null, phone: text(data.phone) || null }
    : undefined;
}

const WORDS: Record<string, string> = { name: 'name', phone: 'phone number', email: 'e-mail address' };

/** A warning for each of them: "Felix Ibarra (client 12) may be the same person: alike in name and phone number." */
export function duplicateWarnings(what: 'client' | 'learner' | 'caregiver', found: readonly PossibleDuplicate[]): Warning[] {
  return found.map(({ id, name, reasons }) => ({
    code: 'POSSIBLE_DUPLICATE',
    message: `${name} (${what} ${id}) may be the same person: alike in ${joined(reasons.map((reason) => WORDS[reason] ?? reason))}.`,
  }));
}
