/** The words of papers in each of their languages. */
import type { PaperLanguage } from '../../rules/paper-languages.js';
import { EN } from './en.js';
import { ES } from './es.js';
import { FR } from './fr.js';
import type { PaperWords } from './paper-words.js';

const WORDS: Readonly<Record<PaperLanguage, PaperWords>> = { EN, FR, ES };

export const wordsIn = (language: PaperLanguage): PaperWords => WORDS[language];

/** A text with what its braces stand for. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
