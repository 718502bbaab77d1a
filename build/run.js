// Plain JavaScript, so that a Node too old to read TypeScript can still say so.
const [name, ...rest] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `PetLog needs Node 24, and this is ${process.version}: "npm install" brings it along, and "npm start" and "npm test" use it.`,
  );
  process.exit(1);
}
process.argv.splice(1, process.argv.length, name, ...rest);
await import(new URL(`${name}.ts`, import.meta.url).href);
