// Starts `dougong serve` on a free loopback port, and ends it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const program = process.env.DOUGONG ?? new URL('../../dougong', import.meta.url).pathname;

export async function serve(...args) {
  const child = spawn(program, ['serve', '--lang', 'en', '--address', '127.0.0.1:0', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const url = await new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      const found = /serving (http:\/\/[^;\s]+)/.exec(said);
      if (found) resolve(found[1]);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  return {
    url,
    said: () => said,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}
