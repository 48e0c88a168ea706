/**
 * AdminJS as its documentation sets it up: its own Prisma adapter, its own authenticated router, express-session. The packages are the
 * project's own, which has the very same ones; what the product makes of them (admin/) is not here. Arguments: the database's address, a
 * folder for what AdminJS writes, the password of the administrator.
 */
import AdminJSExpress from '@adminjs/express';
import { PrismaPg } from '@prisma/adapter-pg';
import AdminJS, { type ResourceOptions } from 'adminjs';
import { Database, Resource } from '@adminjs/prisma';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { PrismaClient } from '../../../src/generated/prisma/index.js';
import { dmmf } from '../../../src/database/data-model.js';

const [url, , password = ''] = process.argv.slice(2);
const ADMINISTRATOR = 'admin@practice.example';

// 64-bit ids: without this AdminJS answers none of these tables.
Object.assign(BigInt.prototype, {
  toJSON(this: bigint): string {
    return this.toString();
  },
});

const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 10, options: '-c timezone=UTC' }) });

/** All that an appointment refers to, and what those refer to. Title and order as a team would set them. */
const TABLES: Record<string, ResourceOptions> = {
  Appointment: {
    sort: { sortBy: 'startTime', direction: 'desc' },
    listProperties: ['startTime', 'title', 'client', 'therapist', 'room', 'status'],
    titleProperty: 'title',
  },
  Client: {
    sort: { sortBy: 'lastName', direction: 'asc' },
    listProperties: ['lastName', 'firstName', 'phone', 'email', 'therapist', 'status', 'priority'],
    titleProperty: 'lastName',
  },
  Learner: { titleProperty: 'lastName' },
  User: { titleProperty: 'lastName' },
  TherapyRoom: {},
  PracticeLocation: {},
  Practice: {},
  AppointmentRecurrencePattern: {},
  CancellationReason: {},
};

AdminJS.registerAdapter({ Database, Resource });
const admin = new AdminJS({
  rootPath: '/admin',
  settings: { defaultPerPage: 25 },
  resources: Object.entries(TABLES).map(([name, options]) => ({
    resource: {
      model: dmmf.datamodel.models.find((model) => model.name === name),
      client: prisma,
      // The client without an engine leaves out which column is the id.
      clientModule: { Prisma: { dmmf } },
    },
    options,
  })),
});

const app = express();
app.use(
  admin.options.rootPath,
  AdminJSExpress.buildAuthenticatedRouter(
    admin,
    {
      authenticate: (email: string, given: string) =>
        Promise.resolve(email === ADMINISTRATOR && given === password ? { email } : null),
      cookiePassword: 'the benchmark signs this panel’s sessions with this',
    },
    null,
    // Sessions in memory: no session costs this side a query.
    { resave: false, saveUninitialized: false, secret: '' },
  ),
);
const server = app.listen(0, '127.0.0.1', () =>
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.on('SIGTERM', () => process.exit(0));
