/** The four sign-ins of the demo practice; they share one password. */
export const DEMO_SIGN_INS = [
  { role: 'Administrator', email: 'admin@demo.example' },
  { role: 'Therapist', email: 'therapist@demo.example' },
  { role: 'Staff', email: 'staff@demo.example' },
  { role: 'Receptionist', email: 'receptionist@demo.example' },
];
export const DEMO_PASSWORD = 'demo-practice-1';
