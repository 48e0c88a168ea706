/**
 * A Prisma generator that writes the whole data model (models and enums) to src/generated/dmmf.json.
 * The client made with `engineType = "client"` keeps only what it needs to run queries: no `isId`, no relation fields.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import helper from '@prisma/generator-helper';

helper.generatorHandler({
  onManifest: () => ({ prettyName: 'data model', defaultOutput: '../src/generated' }),
  onGenerate: (options) => {
    const folder = options.generator.output?.value;
    if (!folder) throw new Error('The dmmf generator needs an output folder.');
    mkdirSync(folder, { recursive: true });
    const { models, enums } = options.dmmf.datamodel;
    writeFileSync(join(folder, 'dmmf.json'), JSON.stringify({ datamodel: { models, enums } }));
    return Promise.resolve();
  },
});
