/**
 * IBM's rules for APIs, held to this API's own way of writing: fields and parameters in camelCase, paths in kebab-case. Values of
 * enumerations are those of the data model, in whatever case it has them.
 */
const ruleset = require('@ibm-cloud/openapi-ruleset');

/** The rule with other options. */
function written(name, functionOptions) {
  const rule = ruleset.rules[name];
  return { ...rule, then: { ...rule.then, functionOptions: { ...rule.then.functionOptions, ...functionOptions } } };
}

module.exports = {
  extends: ruleset,
  rules: {
    'ibm-property-casing-convention': written('ibm-property-casing-convention', { type: 'camel' }),
    'ibm-path-segment-casing-convention': written('ibm-path-segment-casing-convention', { type: 'kebab' }),
    'ibm-parameter-casing-convention': written('ibm-parameter-casing-convention', {
      query: { type: 'camel' },
      path: { type: 'camel' },
    }),
    'ibm-enum-casing-convention': 'off',
  },
};
