/** Two fields of which one alone counts. Pure. */

/**
 * What is to be changed, where one of two is given and the other is not spoken of: it takes the other's place.
 * @returns the changes with the other one emptied
 */
export function insteadOf<Changes extends object>(changes: Changes, one: keyof Changes, other: keyof Changes): Changes {
  const given = (name: keyof Changes): boolean => changes[name] !== undefined && changes[name] !== null;
  if (given(one) && changes[other] === undefined) return { ...changes, [other]: null };
  if (given(other) && changes[one] === undefined) return { ...changes, [one]: null };
  return changes;
}
