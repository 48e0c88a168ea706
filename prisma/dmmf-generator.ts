/**
 * A Prisma generator that writes the whole data model (models and enums) to src/generated/dmmf.json.
 * The client made with `engineType = "client"` keeps only what it needs to run queries: no `isId`, no relation fields.
 *
 * Ours is the only client, but `@adminjs/prisma` imports the one at Prisma's usual place. Prisma's install script puts an
 * empty one there; where install scripts are blocked, it is put there here.
 */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import helper from '@prisma/generator-helper';

function putEmptyClient(): void {
  const prisma = dirname(createRequire(import.meta.url).resolve('@prisma/client/package.json'));
  const folder = join(prisma, '..', '..', '.prisma', 'client');
  if (existsSync(join(folder, 'default.js'))) return;
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(prisma, 'scripts', 'default-index.js'), join(folder, 'default.js'));
  copyFileSync(join(prisma, 'scripts', 'default-index.d.ts'), join(folder, 'default.d.ts'));
}

helper.generatorHandler({
  onManifest: () => ({ prettyName: 'data model', defaultOutput: '../src/generated' }),
  onGenerate: (options) => {
    const folder = options.generator.output?.value;
    if (!folder) throw new Error('The dmmf generator needs an output folder.');
    mkdirSync(folder, { recursive: true });
    const { models, enums } = options.dmmf.datamodel;
    writeFileSync(join(folder, 'dmmf.json'), JSON.stringify({ datamodel: { models, enums } }));
    putEmptyClient();
    return Promise.resolve();
  },
});
