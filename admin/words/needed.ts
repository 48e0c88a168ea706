/** Said at an empty field that has to be filled in. */
export const NEEDED = 'Fill this in.';
