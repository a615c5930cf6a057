/** The module with the MCP server: what is in it, and what is not in the Worker's own. */
import { expect, it } from 'vitest';
import { readBundle } from '../rig/bundled.ts';

/** The files of which anything remains once what nobody uses is gone. */
async function listBundled(entry: string): Promise<string[]> {
  const { outputs } = await readBundle(entry);
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? file : [])),
  );
}

/** What keeps something, asks a database or an object, or decides who may do what. */
const DOES =
  /^src\/(app|index|log|mcp\/[a-z-]+|access\/(admit|caller|keys|limits)|database\/databases|sites\/(cache|store|keys)|leads\/(tasks|identify|attach)|session\/(commands|answer|object\/.+|linking\/.+|record\/batch-writer)|reports\/(report|question|overview|sessions|summary|timeseries)|visitors\/(read|erase)|upkeep\/run)\.ts$/;

it('has no second copy of what the tools do: that is handed to it, and keeps its state in one place', async () => {
  const bundled = await listBundled('src/mcp/server/serve.ts');
  expect(bundled.some((file) => file.includes('@modelcontextprotocol/server'))).toBe(true);
  expect(bundled.filter((file) => DOES.test(file))).toEqual([]);
});

it('has no package but the SDK and zod: what parses visits and writes files is not loaded with it', async () => {
  const bundled = await listBundled('src/mcp/server/serve.ts');
  const packages = bundled.flatMap(
    (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [],
  );
  expect([...new Set(packages)].sort()).toEqual(['@modelcontextprotocol/server', 'zod']);
});

it("leaves nothing of itself or its SDK in the Worker's own module", async () => {
  const bundled = await listBundled('src/index.ts');
  expect(bundled).toContain('src/mcp/routes.ts');
  expect(bundled.filter((file) => DOES.test(file)).length).toBeGreaterThan(20);
  expect(bundled.filter((file) => /@modelcontextprotocol|^src\/mcp\/server/.test(file))).toEqual(
    [],
  );
});
