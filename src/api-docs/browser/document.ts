/** What the forms need of the document, which is loaded when the first of them is opened. */
export type Parameter = {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: { enum?: unknown[]; format?: string };
  example?: unknown;
};
export type Operation = {
  operationId: string;
  'x-caller': string;
  parameters: Parameter[];
  /** The example of a body, as JSON. */
  body: string | undefined;
};
type Written = {
  operationId: string;
  'x-caller': string;
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { content: Record<string, { example?: unknown }> };
};
type OpenApi = {
  paths: Record<string, Record<string, Written>>;
  components: { parameters: Record<string, Parameter> };
};

let loading: Promise<OpenApi> | undefined;

async function load(): Promise<OpenApi> {
  const response = await fetch('/openapi.json');
  if (!response.ok) throw new Error(`/openapi.json was answered ${response.status}`);
  return response.json();
}

/** Throws when the document cannot be loaded; the next call tries again. */
export async function readOperation(path: string, method: string): Promise<Operation> {
  loading ??= load();
  const { paths, components } = await loading.catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  const written = paths[path]?.[method.toLowerCase()];
  if (written === undefined) throw new Error('This page is older than the service. Load it again.');
  const parameters = (written.parameters ?? []).flatMap((one) => {
    if (!('$ref' in one)) return [one];
    const shared = components.parameters[one.$ref.replace('#/components/parameters/', '')];
    return shared === undefined ? [] : [shared];
  });
  const example = written.requestBody?.content['application/json']?.example;
  const body = example === undefined ? undefined : JSON.stringify(example, null, 2);
  return { operationId: written.operationId, 'x-caller': written['x-caller'], parameters, body };
}
