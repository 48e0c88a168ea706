/**
 * Makes the types of requests (src/generated/requests/*.ts) from the schemas of the `*.input.ts`: what a controller takes, as the
 * interfaces with validators in JSDoc that tsoa reads. Each exported schema with an `id` in its `.meta({…})` is one of them.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const INTO = 'src/generated/requests';

/** Where the types are declared that pieces name. */
const DECLARED: Record<string, string> = {
  Id: 'src/kernel/ids.ts',
  Instant: 'src/kernel/time.ts',
  CalendarDate: 'src/kernel/time.ts',
  DayOfWeek: 'src/kernel/time.ts',
  AskedMoney: 'src/kernel/money.ts',
  Permission: 'src/access/permissions.ts',
};

/** As much of JSON Schema as requests need. */
interface Shape {
  type?: string | string[];
  named?: string;
  $ref?: string;
  description?: string;
  example?: unknown;
  default?: unknown;
  pattern?: string;
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Shape[];
  allOf?: Shape[];
  definitions?: Record<string, Shape>;
  [validator: string]: unknown;
}

/** A schema of an `*.input.ts`, by the name of its type. */
interface Stated {
  name: string;
  file: string;
  schema: z.ZodType;
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
const literal = (value: unknown): string => (typeof value === 'string' ? quoted(value) : JSON.stringify(value));

/** The parts of a union, or the one thing that it is. */
function partsOf(shape: Shape): Shape[] {
  if (Array.isArray(shape.type)) return shape.type.map((type) => ({ ...shape, type }));
  const parts = shape.anyOf ?? shape.allOf;
  return parts ? parts.flatMap(partsOf) : [shape];
}

/** What is left of a union without null, and without the empty text that stands for null. */
const real = (shape: Shape): Shape[] => partsOf(shape).filter((one) => one.type !== 'null' && one.const !== '');
const takesNull = (shape: Shape): boolean => partsOf(shape).some((one) => one.type === 'null');

/** A shape as TypeScript says it. `uses` gets each type that it names. */
function typeOf(shape: Shape, uses: (name: string) => void, where: string): string {
  const name = shape.named ?? shape.$ref?.split('/').at(-1);
  if (name !== undefined) {
    uses(name);
    return name;
  }
  if (shape.enum) return shape.enum.map(literal).join(' | ');
  if (shape.const !== undefined) return literal(shape.const);
  switch (shape.type) {
    case 'string':
    case 'boolean':
      return shape.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array': {
      const item = typeOf(shape.items ?? {}, uses, where);
      return item.includes('|') ? `(${item})[]` : `${item}[]`;
    }
    default:
      throw new Error(`${where}: give this schema an id in its meta, or say what it is with \`named\`.`);
  }
}

const VALIDATORS = ['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'default'];

/** The bounds that zod gives every whole number say nothing of the field. */
const isBound = (value: unknown): boolean => value !== undefined && Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER;

/** The comment of a type or a field: its description, then what it is held to. */
function comment({ description, ...shape }: Shape, indent: string): string {
  const lines = description?.split('\n') ?? [];
  if (shape.type === 'integer') lines.push('@isInt');
  for (const tag of VALIDATORS) {
    if (isBound(shape[tag])) lines.push(`@${tag} ${tag === 'pattern' ? shape.pattern : JSON.stringify(shape[tag])}`);
  }
  if (shape.example !== undefined) lines.push(`@example ${JSON.stringify(shape.example)}`);
  return lines.length ? `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n` : '';
}

/** What a field says of itself: zod's JSON Schema leaves it out where its named type says the same. */
function described(schema: unknown): string | undefined {
  if (!(schema instanceof z.ZodType) || schema.meta()?.id !== undefined) return undefined;
  return schema.meta()?.description ?? described(schema instanceof z.ZodOptional ? schema.unwrap() : undefined);
}

function field(name: string, shape: Shape, isRequired: boolean, uses: (name: string) => void, where: string): string {
  const parts = real(shape);
  const types = [...parts.map((part) => typeOf(part, uses, `${where}.${name}`)), ...(takesNull(shape) ? ['null'] : [])];
  // Whichever part has bounds: one that can be null has them inside of a union, and what its meta says of it outside.
  const [only] = parts.length === 1 ? parts : [];
  const said = only ? { ...only, ...shape, type: only.type } : shape;
  return `${comment(said, '  ')}  ${name}${isRequired ? '' : '?'}: ${types.join(' | ')};\n`;
}

function declaration({ name, schema }: Stated, uses: (name: string) => void): string {
  const whole = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' }) as Shape;
  const shape = whole.definitions?.[name] ?? whole;
  const { description } = shape;
  if (!shape.properties) return `${comment(shape, '')}export type ${name} = ${typeOf(shape, uses, name)};\n`;
  const pieces = schema instanceof z.ZodObject ? (schema.shape as Record<string, unknown>) : {};
  const fields = Object.entries(shape.properties).map(([key, one]) =>
    field(key, { description: described(pieces[key]), ...one }, shape.required?.includes(key) ?? false, uses, name),
  );
  return `${comment({ description }, '')}export interface ${name} {\n${fields.join('')}}\n`;
}

/** The schemas that become types, of all `*.input.ts`. Throws Error for a name that stands for two. */
async function stated(files: string[]): Promise<Map<string, Stated>> {
  const all = new Map<string, Stated>();
  for (const file of files) {
    const exported = (await import(pathToFileURL(resolve(file)).href)) as Record<string, unknown>;
    for (const schema of Object.values(exported)) {
      const name = schema instanceof z.ZodType ? schema.meta()?.id : undefined;
      if (name === undefined || !(schema instanceof z.ZodType)) continue;
      const known = all.get(name);
      if (known && known.schema !== schema) throw new Error(`${name} is stated in ${known.file} and in ${file}.`);
      if (!known) all.set(name, { name, file, schema });
    }
  }
  return all;
}

const target = (file: string): string => join(INTO, `${basename(file, '.input.ts')}.ts`);

function importOf(name: string, from: string, all: Map<string, Stated>): string {
  const declared = DECLARED[name];
  const home = all.get(name);
  if (!declared && !home) throw new Error(`${from}: no *.input.ts exports the schema of ${name}.`);
  const path = declared ?? target(home?.file ?? '');
  const place = relative(dirname(target(from)), path).replace(/\.ts$/, '.js');
  return `import type { ${name} } from '${place.startsWith('.') ? place : `./${place}`}';\n`;
}

function fileOf(file: string, all: Map<string, Stated>): string {
  const used = new Set<string>();
  const own = [...all.values()].filter((one) => one.file === file);
  const declarations = own.map((one) => declaration(one, (name) => used.add(name)));
  const foreign = [...used].filter((name) => all.get(name)?.file !== file).sort();
  const imports = foreign.map((name) => importOf(name, file, all)).join('');
  return [`/* Made from ${file}. */\n${imports}`, ...declarations].join('\n');
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.input.ts'))
  .map((path) => join('src', path))
  .sort();
const all = await stated(files);
const made = new Map([...new Set([...all.values()].map(({ file }) => file))].map((file) => [target(file), fileOf(file, all)]));
mkdirSync(INTO, { recursive: true });
for (const name of readdirSync(INTO)) if (!made.has(join(INTO, name))) rmSync(join(INTO, name));
for (const [path, text] of made) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}
