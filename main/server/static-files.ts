import express, { type RequestHandler } from 'express';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { PetLogError } from '../../shared/errors.ts';

/** A known path with a method it does not have is told which it has. */
export function methodNotAllowed(allow: string): RequestHandler {
  return (request, response) => {
    response.setHeader('Allow', allow);
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    throw new PetLogError('method_not_allowed', { method: request.method, path: request.baseUrl + request.path, allow });
  };
}

/** For pages and files, which are read and nothing else. */
export const readOnly = methodNotAllowed('GET, HEAD');

/** Express serves no hidden ones, and nothing above the directory. */
async function isFile(directory: string, encodedPath: string): Promise<boolean> {
  try {
    const path = decodeURIComponent(encodedPath);
    return !/[\\/]\./.test(path) && (await stat(join(directory, path))).isFile();
  } catch {
    return false;
  }
}

/** A browser asks each time whether there is a new service worker: one that it kept would keep everything else. */
function stateAge(response: ServerResponse, path: string): void {
  if (basename(path) === 'service-worker.js') {
    response.setHeader('Cache-Control', 'no-cache');
  }
}

/** The files of a directory, under their names. */
export function staticFiles(directory: string): RequestHandler[] {
  return [
    express.static(directory, { index: false, redirect: false, setHeaders: stateAge }),
    async (request, response, next) => {
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      if (!isRead && (await isFile(directory, request.path))) {
        await readOnly(request, response, next);
      } else {
        next();
      }
    },
  ];
}
