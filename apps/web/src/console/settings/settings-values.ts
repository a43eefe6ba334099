import type * as z from 'zod';
import { UpdateProfile } from '@fieldfare/protocol';
import type { FeeRule, Profile } from '@fieldfare/protocol';
import { rulesOfText, textOfRules } from './fee-rule-rows.ts';
import type { FeeRuleRow } from './fee-rule-rows.ts';
import { SETTINGS } from './settings-fields.ts';
import type { SettingsField, SettingsValue } from './settings-fields.ts';

/** What stands in the boxes, by the settings' names. */
export type SettingsValues = Record<string, string>;

export type ReadSettings = { ok: true; update: UpdateProfile } | { ok: false; problems: Record<string, string> };

const FIELDS = SETTINGS.flatMap(({ fields }) => fields);

/** The profile as it is typed. */
export function valuesOf(profile: Profile): SettingsValues {
  return Object.fromEntries(FIELDS.map((field) => [field.name, textOf(field, field.read(profile))]));
}

/** What changed, as the REST API takes it; or what is wrong, by the settings' names. */
export function readSettings(before: Profile, values: SettingsValues): ReadSettings {
  const known = valuesOf(before);
  const changed = new Set(FIELDS.filter(({ name }) => values[name] !== known[name]).map(({ name }) => topOf(name)));
  const body: Record<string, unknown> = {};
  for (const field of FIELDS) {
    if (changed.has(topOf(field.name))) place(body, field.name.split('.'), parse(field, values[field.name] ?? ''));
  }
  withoutEmptyLimits(body['velocity']);
  const parsed = UpdateProfile.safeParse(body);
  if (parsed.success) return { ok: true, update: parsed.data };
  const problems: Record<string, string> = {};
  for (const issue of parsed.error.issues) problems[fieldAt(issue.path.map(String))] ??= problemOf(issue);
  return { ok: false, problems };
}

/** A schema says what its value must be, in the middle of a sentence. */
function problemOf({ code, message, ...issue }: z.core.$ZodIssue): string {
  if (code === 'invalid_type' && 'expected' in issue && issue.expected === 'number') return 'Type a whole number.';
  return `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.$/, '')}.`;
}

function textOf({ kind }: SettingsField, value: SettingsValue): string {
  if (value === null || value === undefined) return '';
  if (!Array.isArray(value)) return String(value);
  if (kind === 'fee_rules') return textOfRules(value.filter((one) => typeof one !== 'string').map(rowOf));
  return value.filter((one) => typeof one === 'string').join(kind === 'lines' ? '\n' : ' ');
}

function rowOf({ method, brand, fee_bps, fee_fixed_minor }: FeeRule): FeeRuleRow {
  return { method, brand: brand ?? '*', bps: String(fee_bps), fixed: String(fee_fixed_minor) };
}

function parse({ kind }: SettingsField, text: string): unknown {
  const trimmed = text.trim();
  switch (kind) {
    case 'text':
    case 'choice':
      return trimmed;
    case 'list':
    case 'lines':
    case 'several':
      return trimmed.split(/[\s,]+/).filter((word) => word !== '');
    case 'integer':
    case 'number_choice':
      return integer(trimmed);
    case 'optional_integer':
      return trimmed === '' ? null : integer(trimmed);
    case 'fee_rules':
      return rulesOfText(trimmed).map(ruleOf);
  }
}

function ruleOf({ method, brand, bps, fixed }: FeeRuleRow): unknown {
  return { method, brand: brand === '*' ? null : brand, fee_bps: integer(bps), fee_fixed_minor: integer(fixed) };
}

/** Only digits are a number; anything else is left for the schema to refuse. */
function integer(text: string): unknown {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}

function place(body: Record<string, unknown>, [head = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    body[head] = value;
    return;
  }
  const inner = (body[head] ??= {}) as Record<string, unknown>;
  place(inner, rest, value);
}

/** A limit whose two boxes are empty is no limit. */
function withoutEmptyLimits(velocity: unknown): void {
  if (!velocity) return;
  const limits = velocity as Record<string, { limit: unknown; window_seconds: unknown } | null>;
  for (const name of ['card', 'ip']) {
    const limit = limits[name];
    if (limit && limit.limit === null && limit.window_seconds === null) limits[name] = null;
  }
}

const topOf = (name: string) => name.split('.')[0] ?? name;

/** The box that a path of the body belongs to. */
function fieldAt(path: string[]): string {
  const dotted = path.join('.');
  const exact = FIELDS.find(({ name }) => dotted === name || dotted.startsWith(`${name}.`));
  return exact?.name ?? FIELDS.find(({ name }) => topOf(name) === path[0])?.name ?? dotted;
}
