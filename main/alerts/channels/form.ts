/** Fields and files as `multipart/form-data` (RFC 7578), as a body with its content type. */
export async function formBody(
  fields: Readonly<Record<string, string>>,
  files: readonly { readonly name: string; readonly filename: string; readonly jpeg: Buffer }[],
): Promise<{ readonly contentType: string; readonly body: Buffer }> {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.set(name, value));
  files.forEach(({ name, filename, jpeg }) => form.set(name, new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }), filename));
  const response = new Response(form);
  return { contentType: response.headers.get('content-type') ?? '', body: Buffer.from(await response.arrayBuffer()) };
}
