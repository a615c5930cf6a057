/** Parameters that several operations take stand in the document once. */

/** Operations by path and method. */
export type Paths = Record<string, Record<string, object>>;

/** Those that stand three times or more, by their names; where one name means two things, the first keeps it. */
export function shareParameters(paths: Paths): { shared: Record<string, object>; shorter: Paths } {
  const all = Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap(parametersOf),
  );
  const counts = new Map<string, number>();
  for (const text of all.map(textOf)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const shared: Record<string, object> = {};
  const names = new Map<string, string>();
  for (const parameter of all) {
    const text = textOf(parameter);
    if ((counts.get(text) ?? 0) < 3 || parameter.name in shared) continue;
    names.set(text, parameter.name);
    shared[parameter.name] = parameter;
  }
  const shorten = (operation: object) => {
    const parameters = parametersOf(operation).map((parameter) => {
      const name = names.get(textOf(parameter));
      return name === undefined ? parameter : { $ref: `#/components/parameters/${name}` };
    });
    return parameters.length === 0 ? operation : { ...operation, parameters };
  };
  return { shared, shorter: mapOperations(paths, shorten) };
}

const textOf = (parameter: object) => JSON.stringify(parameter);

function parametersOf(operation: object): { name: string }[] {
  return 'parameters' in operation && Array.isArray(operation.parameters)
    ? operation.parameters
    : [];
}

function mapOperations(paths: Paths, change: (operation: object) => object): Paths {
  const mapped = Object.entries(paths).map(([path, methods]): [string, Paths[string]] => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, one]) => [method, change(one)])),
  ]);
  return Object.fromEntries(mapped);
}
