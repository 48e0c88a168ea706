/** What is said of those who may be the same person. */
import type { Warning } from '../shared/warnings.js';
import type { PossibleDuplicate } from './clients.dto.js';

const WORDS: Record<string, string> = { name: 'name', phone: 'phone number', email: 'e-mail address' };

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A warning for each of them: "Felix Ibarra (client 12) may be the same person: alike in name and phone number." */
export function duplicateWarnings(what: 'client' | 'learner' | 'caregiver', found: readonly PossibleDuplicate[]): Warning[] {
  return found.map(({ id, name, reasons }) => ({
    code: 'POSSIBLE_DUPLICATE',
    message: `${name} (${what} ${id}) may be the same person: alike in ${listed(reasons.map((reason) => WORDS[reason] ?? reason))}.`,
  }));
}
