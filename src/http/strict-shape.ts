/**
 * The shapes that the generated routes hold a request to are tsoa's to check. Here it is made strict where it is not: to tsoa the
 * text "null" is null, and "1" in a body is 1, wherever a type lists its values. And it names the fault of a field that may be null,
 * instead of saying that no part of a union fits.
 */
import { ValidationService } from '@tsoa/runtime';

type Checks = Record<'ValidateParam' | 'validateUnion', (...parameters: unknown[]) => unknown>;
type Faults = Record<string, { message: string; value?: unknown }>;
interface Schema {
  dataType?: string;
  ref?: string;
  enums?: unknown[];
  subSchemas?: Schema[];
  validators?: object;
}

/** Parameters of tsoa's, by their place. */
type ParamCheck = [Schema, unknown, string | undefined, Faults, boolean, string | undefined];
type UnionCheck = [string, unknown, Faults, boolean, Schema, string | undefined];

const saysNothing = ({ dataType, enums }: Schema): boolean =>
  dataType === 'undefined' || (dataType === 'enum' && enums?.length === 1 && enums[0] === null);

/** The values that a schema lists, or the type that it names; undefined for one that lists none. */
function listed(models: Record<string, Schema>, schema: Schema): unknown[] | undefined {
  const named = schema.ref === undefined ? schema : models[schema.ref];
  return named?.dataType === 'enum' || named?.dataType === 'refEnum' ? (named.enums ?? []) : undefined;
}

const oneOf = (values: readonly unknown[]): string =>
  `should be one of the following; [${values.map((one) => `'${String(one)}'`).join(',')}]`;

let isStrict = false;

/** Makes tsoa's checks strict, once for the process. */
export function makeShapesStrict(): void {
  if (isStrict) return;
  isStrict = true;
  const checks = ValidationService.prototype as unknown as Checks & { models: Record<string, Schema> };
  const { ValidateParam: checkParam, validateUnion: checkUnion } = checks;

  checks.ValidateParam = function strict(this: Checks & { models: Record<string, Schema> }, ...parameters) {
    const [schema, value, name = '', faults, isBodyParam, parent = ''] = parameters as ParamCheck;
    const found = checkParam.apply(this, parameters);
    if (found === undefined || found === value || value === undefined) return found;
    const values = listed(this.models, schema);
    if (!values) return found;
    // A query is text: there "1" stands for 1. Nowhere does a text stand for null.
    if (found !== null && !isBodyParam) return found;
    faults[parent + name] = { message: oneOf(values), value };
    return undefined;
  };

  checks.validateUnion = function exact(this: Checks, ...parameters) {
    const [name, value, faults, isBodyParam, schema, parent] = parameters as UnionCheck;
    const real = (schema.subSchemas ?? []).filter((one) => !saysNothing(one));
    const [only] = real;
    if (value === null || value === undefined || real.length !== 1 || !only) {
      const found = checkUnion.apply(this, parameters);
      const fault = faults[(parent ?? '') + name];
      if (fault && real.every(({ dataType }) => dataType === 'enum'))
        fault.message = oneOf(real.flatMap(({ enums }) => enums ?? []));
      return found;
    }
    const validators = { ...schema.validators, ...only.validators };
    return this.ValidateParam({ ...only, validators }, value, name, faults, isBodyParam, parent);
  };
}
