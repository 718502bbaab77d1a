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
  /** May talk back although they are no admin; not where it is left out. */
  readonly canTalk?: boolean | undefined;
}

interface RouteBase<Input extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express 5 path; parameters as `:name`. */
  readonly path: string;
  readonly access: Access;
  /**
   * Of one camera, or of what is of one: admins who may see some cameras alone may use it, for these. All other
   * routes of admins are for those who see every camera.
   */
  readonly isOfCamera?: true;
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
  /** Of its body, where that may be larger than those of most. */
  readonly largestBodyBytes?: number;
}

/** Answers something other than JSON, and writes its answer itself. */
export interface RawRoute<Input extends z.ZodType = z.ZodType> extends RouteBase<Input> {
  readonly contentType: string;
  /** 200 where it is left out. */
  readonly successStatus?: 201 | 204;
  /** Of a body that is no JSON: it is handed on as text. */
  readonly textBodyType?: string;
  /** Goes on until one side ends it; who reads it counts as a viewer. */
  readonly isLive?: true;
  /** What is sent with it, where it is no JSON: one of these content types. The handler reads it. */
  readonly binaryBodyTypes?: readonly string[];
}

export const json = <I extends z.ZodType, O extends z.ZodType>(route: JsonRoute<I, O>): JsonRoute<I, O> => route;
export const raw = <I extends z.ZodType>(route: RawRoute<I>): RawRoute<I> => route;
