/** Address of a path of the server (`/recordings/1`) under the path where this page was served, which a proxy may have moved. */
export function pageAddress(path: string): URL {
  return new URL(path.replace(/^\//, ''), document.baseURI);
}
