/** The catalogue of permissions against its uses: the spec, the rules for records, the database. */
import { Permission, PERMISSIONS } from '../../src/access/permissions.js';
import { runSql, withDatabase } from '../support/database.js';
import { operationsOf, readSpec, scopesOf } from '../support/openapi.js';
import { sourceFiles } from '../support/sources.js';
import { readText } from '../support/paths.js';

const catalogue: string[] = Object.values(Permission);
const operations = operationsOf(readSpec());

describe('the permissions', () => {
  const database = withDatabase();

  it('are those that the spec asks for', () => {
    const faults = operations.flatMap((operation) =>
      [...scopesOf(operation), ...(operation['x-permissions'] ?? [])]
        .filter((name) => !catalogue.includes(name))
        .map((name) => `${operation.title}: ${name}`),
    );
    expect(faults).toEqual([]);
  });

  it('are each described by a sentence and a category', () => {
    const faults = catalogue.filter((name) => {
      const text = PERMISSIONS[name as Permission];
      return !text?.category || !/^[A-Z].+\.$/.test(text.description);
    });
    expect(faults).toEqual([]);
    expect(Object.keys(PERMISSIONS).sort()).toEqual([...catalogue].sort());
  });

  it('are each used by an operation or a rule', () => {
    const asked = new Set(operations.flatMap((operation) => operation['x-permissions'] ?? []));
    const code = [...sourceFiles('src'), ...sourceFiles('admin')]
      .filter((path) => path !== 'src/access/permissions.ts' && !/\.test\.tsx?$/.test(path))
      .map(readText)
      .join('\n');
    const faults = catalogue.filter(
      (name) => !asked.has(name) && !new RegExp(`\\b(Permission|P)\\.${name}\\b|'${name}'`).test(code),
    );
    expect(faults).toEqual([]);
  });

  it('are seeded, and the administrator has all of them', async () => {
    const types = await runSql<{ name: string; category: string | null; description: string | null }>(
      database.url,
      'SELECT name, category, description FROM permission_types',
    );
    expect(types.map((row) => row.name).sort()).toEqual([...catalogue].sort());
    expect(types.filter((row) => !row.category || !row.description)).toEqual([]);
    const ofAdmin = await runSql<{ name: string }>(
      database.url,
      `SELECT t.name FROM role_permissions r JOIN permission_types t ON t.id = r.permission_id WHERE r.role = 'ADMIN'`,
    );
    expect(ofAdmin.map((row) => row.name).sort()).toEqual([...catalogue].sort());
  });

  it('give every role something, and none but the administrator the keys', async () => {
    const rows = await runSql<{ role: string; name: string }>(
      database.url,
      'SELECT r.role::text AS role, t.name FROM role_permissions r JOIN permission_types t ON t.id = r.permission_id',
    );
    expect([...new Set(rows.map((row) => row.role))].sort()).toEqual(['ADMIN', 'RECEPTIONIST', 'STAFF', 'THERAPIST']);
    const keys: string[] = [Permission.MANAGE_USER, Permission.MANAGE_PERMISSION, Permission.MANAGE_RECORD_PERMISSION];
    expect(rows.filter((row) => row.role !== 'ADMIN' && keys.includes(row.name))).toEqual([]);
  });
});
