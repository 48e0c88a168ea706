/**
 * Questions: how a domain learns what only a domain below it knows, without importing it. The one above declares the question beside
 * what asks it; the one below has the answer; src/house.ts brings both together, and does not compile while a question has none.
 */
import type { Ctx } from '../access/context.js';

/** What is asked about, and what is said of it. A key without an answer is left out. */
export interface Question<Key, Answer> {
  key: Key;
  answer: Answer;
}

/** Every question, by name: `interface Questions { 'location.appointmentsToCome': Question<bigint | null, number> }`. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the features fill it
export interface Questions {}

export type QuestionName = Extract<keyof Questions, string>;
type KeyOf<Name extends QuestionName> = Questions[Name] extends Question<infer Key, unknown> ? Key : never;
type AnswerOf<Name extends QuestionName> = Questions[Name] extends Question<unknown, infer Answer> ? Answer : never;

/** Answers for all keys at once: never a statement for each. */
export type Answerer<Name extends QuestionName> = (
  ctx: Ctx,
  keys: readonly KeyOf<Name>[],
) => Promise<ReadonlyMap<KeyOf<Name>, AnswerOf<Name>>>;

/** An answer to every question. */
export type Answers = { readonly [Name in QuestionName]: Answerer<Name> };

let answers: Answers | undefined;

/** Hands in the house's answers: once a program. */
export function handInAnswers(given: Answers): void {
  answers = given;
}

/** What is known of these keys; each is asked about once, and nobody where there is none. In the transaction of ctx. */
export async function ask<Name extends QuestionName>(
  ctx: Ctx,
  name: Name,
  keys: readonly KeyOf<Name>[],
): Promise<ReadonlyMap<KeyOf<Name>, AnswerOf<Name>>> {
  if (!answers) throw new Error('No answers were handed in: a program that asks imports src/house.ts.');
  if (keys.length === 0) return new Map();
  const answer: Answerer<Name> = answers[name];
  return answer(ctx, [...new Set(keys)]);
}
