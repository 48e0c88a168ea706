/** Each field of the practice and its places that people read: kept as sent, read back, cleared by null. */
import { withApp } from '../../support/app.js';
import { signedIn, type TokenHolder } from '../../support/users.js';

const app = withApp();
let admin: TokenHolder;

beforeAll(async () => {
  admin = await signedIn(app, 'ADMIN');
}, 60_000);

async function isKept(path: string, sent: Record<string, unknown>, cleared: string[]): Promise<void> {
  const { id } = (await admin.post(path, sent).expect(201)).body as { id: string };
  expect((await admin.get(`${path}/${id}`).expect(200)).body).toMatchObject(sent);
  const nulls = Object.fromEntries(cleared.map((field) => [field, null]));
  await admin.put(`${path}/${id}`, nulls).expect(200);
  expect((await admin.get(`${path}/${id}`).expect(200)).body).toMatchObject({ ...sent, ...nulls });
}

describe('each field', () => {
  it('of the practice is kept', async () => {
    const sent = {
      hoursOfOperation: 'Weekdays, nine to five',
      billingName: 'Willow Therapy Inc.',
      billingAddress: 'PO Box 5',
      billingCity: 'Ottawa',
      billingState: 'ON',
      billingZipCode: 'K1A 0A1',
      billingEmail: 'billing@willow.example',
      stripeCustomerId: 'cus_1',
      stripeSubscriptionId: 'sub_1',
      subscriptionStatus: 'active',
      primaryLanguage: 'FR',
      supportedLanguages: 'FR, EN',
    };
    await admin.put('/api/practice', sent).expect(200);
    expect((await admin.get('/api/practice').expect(200)).body).toMatchObject(sent);
    const nulls = { billingName: null, billingEmail: null, stripeCustomerId: null, supportedLanguages: null };
    expect((await admin.put('/api/practice', nulls).expect(200)).body).toMatchObject({ ...sent, ...nulls });
  });

  it('of a location is kept', async () => {
    await isKept(
      '/api/practice/locations',
      {
        name: 'East',
        address: '1 East St',
        city: 'Ottawa',
        province: 'ON',
        postalCode: 'K1A 0A1',
        phone: '+1 613 555 0100',
        email: 'east@willow.example',
        isActive: true,
        hoursOfOperation: 'Mornings',
        directions: 'Ring twice.',
        latitude: 45.42,
        longitude: -75.7,
        timezone: 'America/Toronto',
      },
      ['phone', 'email', 'hoursOfOperation', 'directions'],
    );
  });

  it('of a room and of equipment is kept', async () => {
    const room = { name: 'Blue', capacity: 4, description: 'Quiet', equipment: 'A swing', isActive: false };
    await isKept('/api/practice/rooms', room, ['capacity', 'description', 'equipment']);
    const equipment = { name: 'Tablet', quantity: 3, description: 'With cards', isAvailable: false, notes: 'Charge it.' };
    await isKept('/api/practice/equipment', equipment, ['description', 'notes']);
  });
});
