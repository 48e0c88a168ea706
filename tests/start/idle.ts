/** A process that is nobody's PostgreSQL. */
process.stdout.write('idle\n');
setInterval(() => undefined, 60_000);
