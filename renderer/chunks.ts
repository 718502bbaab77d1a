import type { HtmlTagDescriptor, Plugin } from 'vite';

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** Of the app before its pages, and of the pages' frame with the live picture. */
const appModule = '/app.ts';
const shellModule = '/shell/shell.ts';
/** What the live picture has loaded when it has been asked for. */
const laterModules = ['timeline/timeline-bar.ts', 'timeline/timeline-picture.ts', 'always-on-card.ts', 'thumbnail.ts'].map(
  (name) => `/elements/${name}`,
);
/** Other programs: what they share with the app stays by itself, so that they run nothing of the app. */
const otherEntries = ['/installation/service-worker.ts', '/trust/trust-page.ts'];

/**
 * In which file a module is. What the first picture needs is in few files, not in forty small ones: over HTTP/1.1 a
 * browser asks for six at a time, and on a phone's network each time costs more than the files.
 *
 * @param root directory of the renderer, without a slash at its end
 */
export function chunkNames(root: string): (id: string, graph: ModuleGraph) => string | null {
  const known = new Map<string, ReadonlySet<string>>();
  const needsOf = (entry: string, graph: ModuleGraph): ReadonlySet<string> => {
    const found = known.get(entry) ?? closure(root + entry, graph);
    known.set(entry, found);
    return found;
  };
  return (id, graph) => {
    if (id === root + appModule || id === root + shellModule || otherEntries.some((entry) => needsOf(entry, graph).has(id))) {
      return null;
    }
    if (needsOf(appModule, graph).has(id)) {
      return 'app-parts';
    }
    if (needsOf(shellModule, graph).has(id)) {
      return 'shell-parts';
    }
    return !laterModules.some((entry) => id === root + entry) && laterModules.some((entry) => needsOf(entry, graph).has(id))
      ? 'live-parts'
      : null;
  };
}

function closure(entry: string, graph: ModuleGraph): ReadonlySet<string> {
  const seen = new Set([entry]);
  for (const id of seen) {
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) {
      seen.add(imported);
    }
  }
  return seen;
}

/** Has the browser fetch the frame of the pages beside the app, which asks for it only when it runs. */
export function preloadShell(root: string): Plugin {
  return {
    name: 'preload-shell',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, filename }) {
        const shell = Object.values(bundle ?? {}).find((file) => file.type === 'chunk' && file.facadeModuleId === root + shellModule);
        if (shell?.type !== 'chunk' || !filename.endsWith('/index.html')) {
          return html;
        }
        const tags = [shell.fileName, ...shell.imports]
          .filter((file) => !html.includes(file))
          .map((file): HtmlTagDescriptor => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: 'head',
          }));
        return { html, tags };
      },
    },
  };
}
