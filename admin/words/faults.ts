/** A fault as a sentence after the field's name. */
export const faultAt = (label: string, message: string): string => `${label}: ${message}${/[.!?]$/.test(message) ? '' : '.'}`;
