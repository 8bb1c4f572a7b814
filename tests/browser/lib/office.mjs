// office.mjs: a practice office of its own for each test: a folder, a free port, a clock that stands where we put it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, cpSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const build = path.resolve(process.argv[2] || 'build');
const teduh = path.join(build, 'teduh');

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function answers(address, child) {
  for (let i = 0; i < 1200; i++) {
    if (child.exitCode !== null) throw new Error(`teduh serve ended with ${child.exitCode}:\n${child.said}`);
    try {
      if ((await fetch(address + '/sehat')).ok) return;
    } catch { /* not yet */ }
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('teduh serve does not answer:\n' + child.said);
}

// openOffice({ cases, now }): makes a practice folder and serves it. cases: how many made-up ones.
export async function openOffice({ cases = 0, now = '2027-03-01T08:00:00+07:00' } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'teduh-browser-'));
  const data = path.join(folder, 'data');
  const made = spawnSync(teduh, ['init', '--data', data, '--demo', String(cases), '--now', now], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`teduh init: ${made.status}\n${made.stdout}${made.stderr}`);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(teduh, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--now', now]);
  child.said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (child.said += text));
  await answers(address, child);
  return {
    address, data, logins: logins(data), said: () => child.said, child,
    async close() {
      child.kill('SIGTERM');
      await new Promise((done) => (child.exitCode !== null ? done() : child.once('exit', done)));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// The made-up log-ins of the practice folder: [{ office, name, passphrase, roles }].
function logins(data) {
  return readFileSync(path.join(data, 'latihan.txt'), 'utf8').split('\n')
    .filter((line) => line && !line.startsWith('#')).map((line) => {
      const [office, name, roles, passphrase, called] = line.split('\t');
      return { office, name, called, passphrase, roles: roles.split(' ') };
    });
}
