import type { Request, Response } from 'express';
import type { Input, RawRouteName } from '../../shared/routes.ts';

/** Handlers that write their answer themselves; one for each raw route. */
export type RawHandlers = { [N in RawRouteName]: (input: Input<N>, request: Request, response: Response) => Promise<void> | void };
