/** What every row of the table of routes says. */
import type { Access, Role, principalKinds } from '../access.ts';
import type { ErrorCode } from '../errors.ts';
import type { z } from 'zod';

/** On whose behalf an operation runs. */
export interface Caller {
  readonly kind: (typeof principalKinds)[number];
  /** Of the device or token; null for the kiosk, and where everyone is let in. */
  readonly id: string | null;
  /** For people: name of the device or token, or `kiosk`, or `open`. */
  readonly name: string;
  readonly role: Role;
  /** Where it is; null on this machine's own screen. */
  readonly address: string | null;
  /** The cameras that they may see; all where it is left out. */
  readonly cameraIds?: readonly string[] | undefined;
}

interface RouteBase<Input extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Express 5 path; parameters as `:name`. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  /** Path parameters, query and body together, after validation. */
  readonly input: Input;
  /** The errors a client has to expect, beside those that every route can give. */
  readonly errors: readonly ErrorCode[];
}

export interface JsonRoute<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> extends RouteBase<Input> {
  readonly output: Output;
  /** 200 where it is left out. */
  readonly successStatus?: 201;
}

/** Answers something other than JSON, and writes its answer itself. */
export interface RawRoute<Input extends z.ZodType = z.ZodType> extends RouteBase<Input> {
  readonly contentType: string;
}

export const json = <I extends z.ZodType, O extends z.ZodType>(route: JsonRoute<I, O>): JsonRoute<I, O> => route;
export const raw = <I extends z.ZodType>(route: RawRoute<I>): RawRoute<I> => route;
