import { PetLogError } from '../../shared/errors.ts';
import { type JsonRouteName, jsonRoutes, type Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { AuditLog } from './audit-log.ts';

/** What an operation was done to: an id, a name, the keys of settings; never a value. */
function detailOf(name: JsonRouteName, input: object): string {
  if (name === 'settings.change') {
    return Object.entries(input)
      .flatMap(([section, keys]) => Object.keys(keys as object).map((key) => `${section}.${key}`))
      .join(', ');
  }
  if (name === 'privacy.set' || name === 'live.talk') {
    return (input as { on: boolean }).on ? 'on' : 'off';
  }
  const { id, name: label, filename } = input as { id?: unknown; name?: unknown; filename?: unknown };
  return [id, label, filename].filter((value) => typeof value === 'string').join(' ');
}

/** Where the input says it by an id alone, the output has a name that people know. */
function resultOf(name: JsonRouteName, input: object, output: unknown): string {
  if (!/^(devices|accounts|tokens|invitations)\./.test(name)) {
    return detailOf(name, input);
  }
  const { name: label, message, role: given } = output as { name?: unknown; message?: unknown; role?: unknown };
  const {
    name: asked,
    role,
    scope,
    camera_ids: cameras,
  } = input as { name?: unknown; role?: unknown; scope?: unknown; camera_ids?: readonly string[] | null };
  const what = label ?? message ?? given ?? asked;
  return [
    what,
    ...(what === given ? [] : [role ?? scope]),
    name === 'accounts.change' && 'password' in input ? 'password' : undefined,
    cameras === undefined ? undefined : (cameras ?? ['all']).join(' '),
  ]
    .filter((value) => typeof value === 'string')
    .join(', ');
}

/** Who goes on talking says so again and again. */
const isNews = (name: JsonRouteName, output: unknown): boolean => name !== 'live.talk' || !(output as { was_so: boolean }).was_so;

/** The operations, with everything that changes something written down: who, from where, and what came of it. */
export function audited(operations: Operations, audit: Pick<AuditLog, 'record'>): Operations {
  const wrap =
    <Input extends object, Output>(name: JsonRouteName, operation: (input: Input, caller: Caller) => Promise<Output>) =>
    async (input: Input, caller: Caller): Promise<Output> => {
      const record = (outcome: 'done' | 'failed', detail: string): void =>
        audit.record({ actor: caller.name, address: caller.address ?? 'this screen', action: name, outcome, detail });
      let output: Output;
      try {
        output = await operation(input, caller);
      } catch (error) {
        record('failed', [error instanceof PetLogError ? error.code : 'internal', detailOf(name, input)].filter(Boolean).join(' '));
        throw error;
      }
      if (isNews(name, output)) {
        record('done', resultOf(name, input, output));
      }
      return output;
    };
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      jsonRoutes[name as JsonRouteName].method === 'GET' ? operation : wrap(name as JsonRouteName, operation as never),
    ]),
  ) as unknown as Operations;
}
