/** What was entered into a form, by name, without spaces around it; a password may begin with one. */
export function formValues(form: HTMLFormElement): Readonly<Record<string, string>> {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, name === 'password' ? value : value.trim()] as const] : [],
  );
  return Object.fromEntries(entries);
}
