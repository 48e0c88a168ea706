/** Words of the program in plain English, for whoever reads them: in the panel, and in files that are made for people. Pure. */

/** Where the rule of thumb gives the wrong words. */
const WORDS: Record<string, string> = {
  INPERSON: 'In person',
  NOSHOW: 'No-show',
  ONHOLD: 'On hold',
  INPROGRESS: 'In progress',
  BIWEEKLY: 'Every two weeks',
  COTHERAPIST: 'Co-therapist',
  SMS: 'SMS',
  CHECK: 'Cheque',
  IN_REVIEW: 'In review',
  ENCRYPTED_AT_REST: 'Encrypted at rest',
  ENCRYPTED_END_TO_END: 'Encrypted end to end',
  EN: 'English',
  FR: 'French',
  ES: 'Spanish',
  DE: 'German',
  IT: 'Italian',
  PT: 'Portuguese',
  NL: 'Dutch',
  PL: 'Polish',
  RU: 'Russian',
  UK: 'Ukrainian',
  AR: 'Arabic',
  FA: 'Persian',
  UR: 'Urdu',
  HI: 'Hindi',
  PA: 'Punjabi',
  ZH: 'Chinese',
  JA: 'Japanese',
  KO: 'Korean',
  VI: 'Vietnamese',
  TL: 'Tagalog',
  ASE: 'American Sign Language',
  ADMIN: 'Administrator',
  HOUR_12: '12 hours (2:30 PM)',
  HOUR_24: '24 hours (14:30)',
};

/** `THERAPY_ROOM` → "Therapy room". */
export function enumLabel(value: string): string {
  const known = Object.hasOwn(WORDS, value) ? WORDS[value] : undefined;
  if (known) return known;
  const words = value.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
