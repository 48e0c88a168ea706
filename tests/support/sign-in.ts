/** Signing in as people do: by the panel's own page. */
import type { Page } from 'playwright-core';
import type { User } from '../../src/generated/prisma/index.js';
import { PASSWORD } from './users.js';

/** Signs in as that user of the tests and goes to that page of the panel. Does not wait for what it shows. */
export async function signInAs(page: Page, { email }: Pick<User, 'email'>, path = '/admin'): Promise<void> {
  await page.goto(`/admin/login?next=${encodeURIComponent(path)}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
