import { dictionary } from '@zxcvbn-ts/language-common';

/** Some 49,000 passwords that people use most, in small letters; read with the first password that is judged. */
let common: Set<string> | undefined;

function list(): Set<string> {
  common ??= new Set((dictionary['passwords-common'] as readonly string[]).map((entry) => entry.toLowerCase()));
  return common;
}

const LEAST_LETTERS = 8;
const KEYBOARD = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
];

/** Whether the text runs along the alphabet, the digits or a keyboard's rows, either way. */
function isRun(text: string): boolean {
  return KEYBOARD.some((row) => row.includes(text) || [...row].reverse().join('').includes(text));
}

/**
 * Whether a password is one of the common ones: on the list, the same piece repeated, a run of neighbouring keys, or two
 * common passwords in a row. Looked at without case, spaces and punctuation. Few entries of any list reach the least
 * length that we ask for; what people do instead is to write a short one twice. Pure.
 */
export function isCommonPassword(password: string): boolean {
  const folded = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const known = list();
  if (known.has(password.toLowerCase())) return true;
  // Made of other characters than letters and digits: the few of those say nothing about it.
  if (folded.length < LEAST_LETTERS) return false;
  if (known.has(folded) || isRun(folded)) return true;
  for (let size = 1; size <= folded.length / 2; size++) {
    const piece = folded.slice(0, size);
    if (piece.repeat(Math.ceil(folded.length / size)).startsWith(folded)) return true;
  }
  for (let cut = 4; cut <= folded.length - 4; cut++) {
    const [head, tail] = [folded.slice(0, cut), folded.slice(cut)];
    if ((known.has(head) || isRun(head)) && (known.has(tail) || isRun(tail))) return true;
  }
  return false;
}
