import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { planDeploy, planDev } from '../../src/dev/plan.ts';
import { ROOT } from '../../src/dev/programs.ts';

const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('package.json', () => {
  it.each(Object.entries(scripts))('%s means the same to every shell', (_name, script) => {
    // One program and its arguments: no variables, quotes, globs, chains or redirections.
    expect(script).toMatch(/^[a-z]+( [\w./:=-]+)*$/);
  });

  it('names no file that is not there', () => {
    const named = Object.values(scripts).flatMap(
      (script) => script.match(/(src|test)\/\S+/g) ?? [],
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });
});

describe('npm run dev', () => {
  /** All ports that Wrangler is given. */
  const portsOf = (args: string[], port?: string) => {
    const { serving } = planDev(args, port, 'assets');
    const words = serving.flatMap((word) => word.split('='));
    return words.filter((_, index) => words[index - 1] === '--port');
  };

  it('takes port 8787', () => {
    expect(portsOf([])).toEqual(['8787']);
    expect(portsOf([], '')).toEqual(['8787']);
  });

  it('takes the port of PORT', () => {
    expect(portsOf([], '9000')).toEqual(['9000']);
  });

  it.each([[['--port', '9001']], [['--port=9001']], [['--ip', '0.0.0.0', '--port', '9001']]])(
    'takes the port of %j over that of PORT',
    (args) => {
      expect(portsOf(args, '9000')).toEqual(['9001']);
      const { dashboard } = planDev(args, '9000', 'assets');
      expect(dashboard).toBe('http://localhost:9001/dashboard');
    },
  );

  it('fills the demo site where its state is, unless it is to be empty', () => {
    expect(planDev([], undefined, 'assets').filling).toEqual([]);
    const elsewhere = ['--persist-to', 'elsewhere', '--port', '9001'];
    expect(planDev(elsewhere, undefined, 'assets').filling).toEqual(['--persist-to', 'elsewhere']);
    const { filling, serving } = planDev([...elsewhere, '--empty'], undefined, 'assets');
    expect(filling).toBeNull();
    // Wrangler knows no such option.
    expect(serving.slice(-4)).toEqual(elsewhere);
  });

  it('passes other options on, and keeps all state in the given folder', () => {
    const args = ['--persist-to', 'elsewhere', '--log-level', 'warn'];
    const { preparing, serving } = planDev(args, undefined, 'assets');
    expect(serving.slice(-4)).toEqual(args);
    for (const command of preparing) {
      expect(command).toContain('--local');
      expect(command.join(' ')).toContain('--persist-to elsewhere');
    }
  });
});

describe('npm run deploy', () => {
  it('applies the migrations before it deploys', () => {
    expect(planDeploy(['--keep-vars'])).toEqual([
      ['d1', 'migrations', 'apply', 'DB', '--remote'],
      ['deploy', '--minify', '--keep-vars'],
    ]);
  });

  it.each(['--dry-run', '--dry-run=true', '--dryRun'])('calls no service with %s', (arg) => {
    expect(planDeploy([arg])).toEqual([['deploy', '--minify', arg]]);
  });

  it('deploys with --dry-run=false', () => {
    expect(planDeploy(['--dry-run=false'])).toHaveLength(2);
  });
});
