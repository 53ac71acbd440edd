import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ComputeCapacity, OfficeHours, PlatformNat } from '../../src';
import { PRESETS } from '../helpers/configurations';

/** A setting as the documentation writes it. */
function written(prop: string, value: unknown): string {
  if (value === undefined) return '—';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value instanceof Duration) return value.toHumanString();
  if (value instanceof Size) return value.toMebibytes() < 1024 ? `${value.toMebibytes()} MiB` : `${value.toGibibytes()} GiB`;
  if (value instanceof OfficeHours) return value.description;
  if (value instanceof PlatformNat) return value.name;
  if (value instanceof ec2.InstanceType) return value.toString();
  if (value instanceof ComputeCapacity) {
    const { taskSize, hostType } = value;
    return taskSize ? `${value.name}, ${taskSize.cpu} CPU units, ${taskSize.memoryLimitMiB} MiB, ARM64` : `${value.name}, ${hostType!.toString()}`;
  }
  if (/retention$/i.test(prop) && typeof value === 'number') return `${logs.RetentionDays[value] ? value : '?'} days`;
  return String(value);
}

/** Structs within rooms are written figure by figure. */
function entries(name: string, prop: string, value: unknown): [string, string][] {
  if (prop !== 'usage') return [[name, written(prop, value)]];
  return Object.entries(value as object).map(([figure, inner]) => [`${name}.${figure}`, written(figure, inner)]);
}

/** Rows of what the presets set, as 'setting' → [dev, prodLean, prod]. */
function rows(): Record<string, string[]> {
  const flat = Object.values(PRESETS).map((preset) =>
    Object.fromEntries(
      Object.entries(preset().settings).flatMap(([room, value]) =>
        typeof value === 'object' ? Object.entries(value).flatMap(([prop, inner]) => entries(`${room}.${prop}`, prop, inner)) : [[room, written(room, value)]],
      ),
    ),
  );
  const names = [...new Set(flat.flatMap((settings) => Object.keys(settings)))];
  return Object.fromEntries(names.map((name) => [name, flat.map((settings) => settings[name] ?? '—')]));
}

test('docs/presets.md says what each preset sets', () => {
  const table = readFileSync(join(__dirname, '../../docs/presets.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim().replace(/`/g, '')));
  expect(Object.fromEntries(table.map(([name, ...cells]) => [name, cells]))).toEqual(rows());
});
