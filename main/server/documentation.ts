import express, { type Router } from 'express';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { readOnly, staticFiles } from './static-files.ts';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>PetLog API</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="documentation"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

/** More than a hundred calls are drawn by the area that one opens: all at once take a Raspberry Pi's browser half a minute. */
const start = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#documentation', deepLinking: true, docExpansion: 'none', validatorUrl: null });\n`;

/** The browsable API documentation: Swagger UI over `/openapi.json`, with nothing from the internet. */
export function apiDocumentation(): Router {
  const require = createRequire(import.meta.url);
  const assets = dirname(require.resolve('swagger-ui-dist/package.json'));
  const router = express.Router({ strict: true });
  router.get('/', (request, response) => {
    // Relative addresses in the page hold at /docs, not at /docs/.
    if (request.originalUrl.split('?')[0]?.endsWith('/')) {
      response.redirect(308, '../docs');
      return;
    }
    response.type('html').send(page);
  });
  router.all('/', readOnly);
  router.get('/start.js', (_request, response) => {
    response.type('js').send(start);
  });
  router.all('/start.js', readOnly);
  router.use(staticFiles(assets));
  return router;
}
