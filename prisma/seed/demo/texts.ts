/** What people here write: short, plausible, about nobody. */
import type { Discipline } from './world.js';

export const COURSES: Record<Discipline, readonly string[]> = {
  speech: [
    'Speech sounds',
    'Language delay',
    'Stuttering',
    'Late talking',
    'Social communication',
    'Voice',
    'Reading and phonological awareness',
  ],
  occupational: [
    'Handwriting',
    'Sensory regulation',
    'Dressing and daily routines',
    'Feeding',
    'Fine motor skills',
    'Executive function',
  ],
  physio: ['Gait', 'Balance and coordination', 'After a fracture', 'Core strength', 'Toe walking', 'Torticollis'],
  psychology: ['Anxiety', 'Attention', 'Sleep', 'Grief', 'School refusal', 'Parent coaching'],
};

export const CLIENT_NOTES = [
  'Prefers messages to calls. Answers in the evening.',
  'Two households; send the plan to both.',
  'Needs the step-free entrance.',
  'Works shifts: mornings one week, afternoons the next.',
  'Referred by the family doctor; the letter is on file.',
  'Asked for a therapist who speaks the family’s language.',
  'Has a dog phobia in the family: warn when the therapy dog is in.',
  'Sibling comes along and needs something to do in the waiting area.',
  'Invoice goes to the grandparents until spring.',
  'Very punctual; leaves at once when we run late.',
  'School is glad of a call before each report.',
  'Moved house in autumn; the insurer has the new address.',
];

export const LEARNER_NOTES = [
  'Warms up after five minutes with the train set. Do not start with the mirror.',
  'Wears hearing aids; sit on the left.',
  'Nut allergy. No snacks from the shelf.',
  'Uses the tablet to answer when tired. Accept that.',
  'Loves dinosaurs, maps and being asked to help.',
  'Startles at the hand dryer: use the other washroom.',
  'Second language at home; errors in articles are expected.',
  'Tires quickly after school; movement first, table work later.',
  'Reads above grade level, writes two lines at most.',
  'Needs a warning before each change of activity.',
  'Works best with a picture schedule and a timer.',
  'Was born early; paediatrician asks for a note twice a year.',
];

export const VISIT_NOTES = [
  'Good session. Target sound in 8 of 10 words, 5 of 10 in sentences. Same list at home.',
  'Arrived upset, settled with the swing. Shortened table work; parent agrees.',
  'New goal agreed with the parent: asks for help in words, three times a day.',
  'Held the pencil with the grip for a whole page. Moved on to lower-case letters.',
  'Practised stairs with one hand on the rail, eight steps without a stop.',
  'Talked about the first week back at school; breathing exercise went well.',
  'Missed the last two weeks, little lost. Picked up where we were.',
  'Parent watched the second half and tried the game. Sent the cards home.',
  'Sat for twelve minutes, twice as long as in spring.',
  'Tried the speech tablet: four requests without a prompt.',
  'Balance beam forwards and sideways, no falls. Next time eyes closed on the mat.',
  'Reviewed the sleep diary. Bedtime moved by fifteen minutes.',
];

/** The practice's list of reasons for cancelling, with who calls off for it. */
export const LISTED_REASONS = [
  { name: 'Child is ill', party: 'CLIENT' },
  { name: 'Family emergency', party: 'CLIENT' },
  { name: 'Therapist is ill', party: 'THERAPIST' },
  { name: 'School trip', party: 'CLIENT' },
  { name: 'Snow day', party: 'OTHER' },
  { name: 'Clash with a doctor’s appointment', party: 'CLIENT' },
  { name: 'Car trouble', party: 'CLIENT' },
  { name: 'Family asked for another day', party: 'CLIENT' },
] as const;

export const EQUIPMENT_NOTES = ['Bring from the hall', 'Clean afterwards', 'Small size'];

export const GROUPS = [
  ['Talking circle', 'speech'],
  ['Brave together', 'psychology'],
  ['Move and play', 'occupational'],
  ['Story builders', 'speech'],
] as const;

export const SUBJECTS = [
  'Question about home practice',
  'Change of time',
  'Report for school',
  'Invoice question',
  'Feedback on the last session',
  'Starting in spring',
  'Funding renewal',
  'New medication',
  'Interpreter for next time',
  'Parking and entrance',
];

/** Messages by kind; `{child}`, `{client}` and `{staff}` are filled in. */
export const MESSAGES = {
  EMAIL: [
    'Hello {staff}, {child} did the cards every evening this week. Shall we go on to the next set? {client}',
    'Dear {client}, thank you for coming. I enclose the list for {child}. Five minutes a day is plenty. {staff}',
    'Hello, the school asks for a short letter before the meeting on Thursday. Could you send one? {client}',
    'Dear {client}, the next free time is Tuesday at ten. Shall I put {child} down for it? {staff}',
    'Hello {staff}, may we move next week to the afternoon? My shift has changed. {client}',
    'Dear {client}, your invoice for last month is ready. It can be paid by transfer or at the desk. {staff}',
  ],
  SMS: [
    'Reminder: {child} tomorrow, see you then. Reply C to cancel.',
    'Running ten minutes late, sorry! {client}',
    'Thank you, Thursday works. {client}',
    'The road is icy, please leave early. {staff}',
  ],
  PHONE: [
    '{client} rang: {child} has a fever and stays at home. Moved to next week.',
    'Rang {client} about the missing referral; the doctor sends it on Monday.',
    'Call with the teacher: {child} speaks up in the circle now. Teacher would like two picture cards.',
    'Left a message about the place that has come free.',
  ],
  INPERSON: [
    'At the desk: {client} brought the signed consent and asked about parking.',
    'After the session: went through the plan for the holidays with {client}.',
    '{client} and both grandparents came to watch; agreed on one instruction at a time.',
  ],
  VIDEO: [
    'Family meeting by video, 20 minutes: goals for the term agreed with {client}.',
    'Video call with the school team about {child}; minutes to follow.',
  ],
} as const;

export const PRIVATE_MESSAGES = [
  'Custody: the order of last month is on file. Reports go to both parents until the hearing.',
  'Disclosure in session, handled by the protocol. The director was told the same day.',
  'Medication was changed; the psychiatrist asks for observations over four weeks.',
  'Family is in a shelter for now. Do not give the new address to anybody who rings.',
];

export const DOCUMENTS = [
  ['Intake form', 'ADMINISTRATIVE', 'INTERNAL', ['intake']],
  ['Consent to treatment', 'CONSENT', 'CONFIDENTIAL', ['consent', 'signed']],
  ['Initial assessment', 'CLINICAL', 'CONFIDENTIAL', ['assessment']],
  ['Progress report', 'CLINICAL', 'CONFIDENTIAL', ['report', 'term']],
  ['School letter', 'CLINICAL', 'INTERNAL', ['school', 'letter']],
  ['Home practice sheet', 'CLINICAL', 'INTERNAL', ['home practice']],
  ['Doctor’s referral', 'CLINICAL', 'CONFIDENTIAL', ['referral']],
  ['Insurance letter', 'BILLING', 'INTERNAL', ['insurance']],
  ['Receipt for the year', 'BILLING', 'INTERNAL', ['receipt']],
  ['Court order', 'CONSENT', 'RESTRICTED', ['custody']],
] as const;

export const OFFICE_DOCUMENTS = [
  ['Cancellation rules', 'PUBLIC'],
  ['Price list', 'PUBLIC'],
  ['Map and parking', 'PUBLIC'],
  ['What to bring to the first visit', 'PUBLIC'],
  ['Cleaning plan for the rooms', 'INTERNAL'],
  ['Protocol for disclosures', 'CONFIDENTIAL'],
] as const;
